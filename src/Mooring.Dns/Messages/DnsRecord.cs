using Mooring.Core.Records;

namespace Mooring.Dns;

/// <summary>One resource record. Two are equal when name (without regard to case), TTL, class and data are.</summary>
/// <param name="Name">The owner name.</param>
/// <param name="Ttl">How long it may be kept. On the wire a value above 2^31-1 counts as 0 (RFC 2181 §8).</param>
/// <param name="Data">The data, which also tell the type.</param>
/// <param name="Class">Internet unless said otherwise.</param>
public sealed record DnsRecord(DnsName Name, Ttl Ttl, RData Data, DnsClass Class = DnsClass.In)
{
    /// <summary>The type of the data.</summary>
    public DnsType Type => Data.Type;

    /// <summary>As <c>dig</c> prints it, names without their final dot.</summary>
    public override string ToString() => $"{Name} {Ttl} {Class.Mnemonic()} {Type.Mnemonic()} {Data}";
}
