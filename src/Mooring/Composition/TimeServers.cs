using System.Net;
using Mooring.Configuration.Settings;
using Mooring.Http;

namespace Mooring.Composition;

/// <summary>The time servers of a configuration, ready to be asked.</summary>
internal static class TimeServers
{
    /// <summary>Asks nobody yet. Dispose it with whoever asks.</summary>
    /// <param name="clock">Whom to ask.</param>
    /// <param name="dns">How their names are resolved.</param>
    /// <param name="trusted">The latest time known for sure.</param>
    /// <param name="time">This machine's clock.</param>
    public static NetworkTime Of(ClockSettings clock, DnsSettings dns, TrustedTime trusted, TimeProvider time) => new(
        new NetworkTimeOptions
        {
            Servers = [.. clock.Sntp.Select(server => new DnsEndPoint(server.Host, server.Port))],
            Agree = clock.Agree,
            BuildDate = BuildDate.Utc,
        },
        new SntpClient(time, DnsHostResolver.Through(dns.Resolvers, time)),
        trusted,
        time);
}
