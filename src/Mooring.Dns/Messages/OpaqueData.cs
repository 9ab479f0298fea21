namespace Mooring.Dns;

/// <summary>Data of a type or class that is not read, kept octet by octet (RFC 3597).</summary>
/// <remarks>
/// Compressed names in the older types that may hold them (RFC 3597 §4) are written out when a message is read, so the octets mean the
/// same in every message. CAA data whose tag is none, and the types of other classes, come as this too.
/// </remarks>
public sealed record OpaqueData : RData
{
    /// <summary>Takes the octets of any type but OPT.</summary>
    /// <exception cref="ArgumentException">The type is OPT (see <see cref="Edns"/>), or there are more than 65535 octets.</exception>
    public OpaqueData(DnsType type, Octets octets)
        : base(type)
    {
        if (type == DnsType.Opt || octets.Length > ushort.MaxValue)
        {
            throw new ArgumentException("opaque data are no OPT and have at most 65535 octets", nameof(octets));
        }

        Octets = octets;
    }

    /// <summary>The data.</summary>
    public Octets Octets { get; }

    /// <summary>The generic form <c>\# length hex</c> (RFC 3597 §5).</summary>
    public override string ToString() => Octets.Length == 0 ? @"\# 0" : $@"\# {Octets.Length} {Octets.ToHex()}";
}
