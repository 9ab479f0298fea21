using System.Net;
using Mooring.Sandbox.Seeding;

namespace Mooring.Sandbox;

/// <summary>What to start, and where.</summary>
public sealed record SandboxOptions
{
    /// <summary>
    /// The local address of everything. Default 127.0.0.1, and then ::1 too where the machine has it. The name servers are on
    /// 127.0.0.1, ::1 (ns1) and 127.0.0.2 (ns2) whatever is chosen, and ns1 on this address too.
    /// </summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The ports. Default the fixed ones.</summary>
    public SandboxPorts Ports { get; init; } = SandboxPorts.Fixed;

    /// <summary>What the clouds hold at the start. Default one key at each and example.com and example.net.</summary>
    public Seed Seed { get; init; } = Seed.Default;

    /// <summary>Whether both APIs also serve HTTPS on <see cref="SandboxPorts.Tls"/>. Default no.</summary>
    public bool Tls { get; init; }

    /// <summary>Where the root certificate is written as PEM; null writes none.</summary>
    public string? RootFile { get; init; }
}
