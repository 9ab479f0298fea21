namespace Mooring.Dns;

/// <summary>What a resolver says about a name: three different answers, never mixed up. That no resolver could tell is an exception.</summary>
/// <param name="Aliases">The CNAME records that were followed, in order.</param>
/// <param name="Name">The name the statement is about: the one asked for, or the last alias's target.</param>
/// <param name="Server">The resolver that said it: its address and port, or its URL.</param>
public abstract record ResolverAnswer(IReadOnlyList<DnsRecord> Aliases, DnsName Name, string Server)
{
    /// <summary>The name has these records of the type asked for; at least one.</summary>
    public sealed record Found(IReadOnlyList<DnsRecord> Aliases, DnsName Name, string Server, IReadOnlyList<DnsRecord> Records)
        : ResolverAnswer(Aliases, Name, Server);

    /// <summary>The name exists, or could, but has no record of that type; the SOA tells the zone and how long that may be kept.</summary>
    public sealed record NoData(IReadOnlyList<DnsRecord> Aliases, DnsName Name, string Server, DnsRecord? Soa)
        : ResolverAnswer(Aliases, Name, Server);

    /// <summary>The name does not exist; the SOA tells the zone and how long that may be kept.</summary>
    public sealed record NxDomain(IReadOnlyList<DnsRecord> Aliases, DnsName Name, string Server, DnsRecord? Soa)
        : ResolverAnswer(Aliases, Name, Server);
}
