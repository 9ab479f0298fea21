using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>Settings that keep everything the doctor asks on this machine.</summary>
internal static class Loopback
{
    /// <summary>The sandbox's time servers.</summary>
    public static string Clock(this Harbour harbour) => $"clock: {{ sntp: [\"127.0.0.1:{harbour.Sandbox.Ports.Sntp}\"], agree: 1 }}";

    /// <summary>The sandbox's time servers and name server.</summary>
    public static string ClockAndNames(this Harbour harbour) => $"""
        {harbour.Clock()}
        dns: {Names(harbour)}
        """;

    /// <summary>The sandbox's name server, and others behind it.</summary>
    public static string Names(this Harbour harbour, string moreResolvers = "") =>
        $"{{ resolvers: [\"127.0.0.1:{harbour.Sandbox.Ports.Dns}\"{moreResolvers}], authoritative-port: {harbour.Sandbox.Ports.Dns} }}";
}
