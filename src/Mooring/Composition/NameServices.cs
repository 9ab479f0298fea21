using System.Net;
using Mooring.Configuration.Settings;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Dns.Propagation;
using Mooring.Http;

namespace Mooring.Composition;

/// <summary>How a configuration asks the world for names.</summary>
internal static class NameServices
{
    /// <summary>The resolvers: those configured, else the system's.</summary>
    public static IReadOnlyList<IPEndPoint> Resolvers(DnsSettings dns) => dns.Resolvers.Count > 0 ? dns.Resolvers : SystemResolvers.Read();

    /// <summary>The resolvers over HTTPS. Nothing is opened yet; dispose each with whoever asks.</summary>
    /// <param name="dns">Which, and who finds their own names.</param>
    /// <param name="networkTime">Settles the time where TLS fails only for the local clock; null leaves such a failure as it is.</param>
    /// <param name="time">The clock of all limits.</param>
    public static HttpsResolver[] HttpsResolvers(DnsSettings dns, NetworkTime? networkTime, TimeProvider time)
    {
        var connections = new HttpConnectionOptions { Resolver = DnsHostResolver.Through(dns.Resolvers, time), NetworkTime = networkTime };
        return [.. dns.HttpsResolvers.Select(address => new HttpsResolver(address, connections, time))];
    }

    /// <summary>Asks authoritative servers.</summary>
    public static AuthoritativeLookup Lookup(DnsSettings dns, IReadOnlyList<IHttpsResolver> httpsResolvers, TimeProvider time) => new(
        new DnsClient(time, new DnsClientOptions()),
        Resolvers(dns),
        time,
        new AuthoritativeLookupOptions { Port = dns.AuthoritativePort, HttpsResolvers = httpsResolvers });

    /// <summary>The TXT texts of a name at each authoritative server that tells; where aliases lead elsewhere, at those of the last name.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> TextsAsync(AuthoritativeLookup lookup, DomainName name, CancellationToken cancellation)
    {
        var report = await lookup.LookupAuthoritativeAsync(new DnsQuestion(name, DnsType.Txt), cancellation);
        return report.Problem is not null || report.Steps.Count == 0 ? [] :
        [
            .. report.Steps[^1].Servers.Where(server => server.Verdict is ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain)
                .Select(server => server.Records.Select(record => record.Data).OfType<TxtData>().Select(txt => txt.Text).ToArray()),
        ];
    }

    /// <summary>Waits until records are seen.</summary>
    /// <param name="dns">Whom to ask, and how long.</param>
    /// <param name="httpsResolvers">Resolvers over HTTPS.</param>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">Another limit than the usual; null for that.</param>
    public static PropagationCheck Propagation(DnsSettings dns, IReadOnlyList<IHttpsResolver> httpsResolvers, TimeProvider time, TimeSpan? timeout = null) => new(
        new DnsClient(time, new DnsClientOptions()),
        Resolvers(dns),
        httpsResolvers,
        new PropagationOptions
        {
            Port = dns.AuthoritativePort, Timeout = timeout ?? dns.Propagation.Timeout ?? new PropagationOptions().Timeout, Grace = dns.Propagation.Grace,
        },
        time);
}
