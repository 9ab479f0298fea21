using System.Net;
using System.Net.Sockets;
using Mooring.Core.Records;

namespace Mooring.Dns;

/// <summary>The data of a record: a closed family, one member per type that is read, and <see cref="OpaqueData"/> for the rest.</summary>
/// <remarks>Two are equal when they mean the same; <c>ToString</c> gives the presentation form, names without their final dot.</remarks>
public abstract record RData
{
    private protected RData(DnsType type) => Type = type;

    /// <summary>The type these data belong to.</summary>
    public DnsType Type { get; }

    /// <summary>The content in the form in which records are planned: names in lower case, TXT unquoted.</summary>
    public virtual RecordValue ToRecordValue() => new(ToString()!);

    private protected static string Canonical(DnsName name) =>
        name.TryToDomainName(out var canonical) && canonical.Value.Length > 0 ? canonical.Value : name.ToString();
}

/// <summary>A and AAAA: an address; its family decides the type.</summary>
public sealed record AddressData : RData
{
    /// <summary>Takes an IPv4 or IPv6 address; a scope is dropped.</summary>
    public AddressData(IPAddress address)
        : base(address.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa) =>
        Address = new IPAddress(address.GetAddressBytes());

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <inheritdoc />
    public override string ToString() => Address.ToString();
}

/// <summary>CNAME: the name that this one is an alias of.</summary>
/// <param name="Target">The other name.</param>
public sealed record CnameData(DnsName Target) : RData(DnsType.Cname)
{
    /// <inheritdoc />
    public override RecordValue ToRecordValue() => new(Canonical(Target));

    /// <inheritdoc />
    public override string ToString() => Target.ToString();
}

/// <summary>NS: a name server of the zone.</summary>
/// <param name="Server">The server's name.</param>
public sealed record NsData(DnsName Server) : RData(DnsType.Ns)
{
    /// <inheritdoc />
    public override RecordValue ToRecordValue() => new(Canonical(Server));

    /// <inheritdoc />
    public override string ToString() => Server.ToString();
}

/// <summary>PTR: the name an address maps to.</summary>
/// <param name="Target">That name.</param>
public sealed record PtrData(DnsName Target) : RData(DnsType.Ptr)
{
    /// <inheritdoc />
    public override RecordValue ToRecordValue() => new(Canonical(Target));

    /// <inheritdoc />
    public override string ToString() => Target.ToString();
}

/// <summary>SOA: the start of a zone (RFC 1035 §3.3.13, RFC 2308 §4).</summary>
/// <param name="PrimaryServer">The primary server's name.</param>
/// <param name="Mailbox">The person responsible, the first label before the at sign.</param>
/// <param name="Serial">The zone's version (RFC 1982 arithmetic).</param>
/// <param name="Refresh">Seconds between two checks by a secondary.</param>
/// <param name="Retry">Seconds until a failed check is repeated.</param>
/// <param name="Expire">Seconds after which a secondary that reaches nobody stops answering.</param>
/// <param name="Minimum">Seconds a negative answer may be kept, at most the SOA record's own TTL.</param>
public sealed record SoaData(DnsName PrimaryServer, DnsName Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum)
    : RData(DnsType.Soa)
{
    /// <inheritdoc />
    public override string ToString() => $"{PrimaryServer} {Mailbox} {Serial} {Refresh} {Retry} {Expire} {Minimum}";
}

/// <summary>MX: a host that takes mail.</summary>
/// <param name="Preference">Lower ones first.</param>
/// <param name="Exchange">The host; the root where no mail is taken (RFC 7505).</param>
public sealed record MxData(ushort Preference, DnsName Exchange) : RData(DnsType.Mx)
{
    /// <inheritdoc />
    public override RecordValue ToRecordValue() => new(Canonical(Exchange), Preference);

    /// <inheritdoc />
    public override string ToString() => $"{Preference} {Exchange}";
}

/// <summary>SRV: where a service runs (RFC 2782).</summary>
/// <param name="Priority">Lower ones first.</param>
/// <param name="Weight">Share among those of one priority.</param>
/// <param name="Port">The port.</param>
/// <param name="Target">The host; the root where the service is not offered.</param>
public sealed record SrvData(ushort Priority, ushort Weight, ushort Port, DnsName Target) : RData(DnsType.Srv)
{
    /// <inheritdoc />
    public override RecordValue ToRecordValue() => new($"{Priority} {Weight} {Port} {Canonical(Target)}");

    /// <inheritdoc />
    public override string ToString() => $"{Priority} {Weight} {Port} {Target}";
}
