using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mooring.Dns;

/// <summary>The type of a record on the wire; any 16-bit number may occur, only the ones met here have names.</summary>
/// <remarks>Source: IANA, "Resource Record (RR) TYPEs".</remarks>
public enum DnsType : ushort
{
    /// <summary>No type; never on the wire.</summary>
    None = 0,

    /// <summary>IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>Name server (RFC 1035 §3.3.11).</summary>
    Ns = 2,

    /// <summary>Alias (RFC 1035 §3.3.1).</summary>
    Cname = 5,

    /// <summary>Start of authority (RFC 1035 §3.3.13).</summary>
    Soa = 6,

    /// <summary>Pointer, for reverse mapping (RFC 1035 §3.3.12).</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The record type of RFC 1035, not a pointer.")]
    Ptr = 12,

    /// <summary>Host information (RFC 1035 §3.3.2, RFC 8482); kept opaque.</summary>
    Hinfo = 13,

    /// <summary>Mail exchange (RFC 1035 §3.3.9).</summary>
    Mx = 15,

    /// <summary>Text (RFC 1035 §3.3.14).</summary>
    Txt = 16,

    /// <summary>IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Naming authority pointer (RFC 3403); kept opaque.</summary>
    Naptr = 35,

    /// <summary>Alias of a subtree (RFC 6672); kept opaque.</summary>
    Dname = 39,

    /// <summary>EDNS, no record but part of the message (RFC 6891); see <see cref="Edns"/>.</summary>
    Opt = 41,

    /// <summary>Delegation signer (RFC 4034); kept opaque.</summary>
    Ds = 43,

    /// <summary>Signature (RFC 4034); kept opaque.</summary>
    Rrsig = 46,

    /// <summary>Proof of absence (RFC 4034); kept opaque.</summary>
    Nsec = 47,

    /// <summary>Zone key (RFC 4034); kept opaque.</summary>
    Dnskey = 48,

    /// <summary>Certificate association (RFC 6698); kept opaque.</summary>
    Tlsa = 52,

    /// <summary>Service binding (RFC 9460); kept opaque.</summary>
    Svcb = 64,

    /// <summary>Service binding for HTTP (RFC 9460); kept opaque.</summary>
    Https = 65,

    /// <summary>Sender policy, obsolete (RFC 7208 §3.1); kept opaque.</summary>
    Spf = 99,

    /// <summary>Incremental transfer; a question only (RFC 1995).</summary>
    Ixfr = 251,

    /// <summary>Zone transfer; a question only (RFC 5936).</summary>
    Axfr = 252,

    /// <summary>All types; a question only (RFC 8482).</summary>
    Any = 255,

    /// <summary>Certification authority authorization (RFC 8659).</summary>
    Caa = 257,
}

/// <summary>Types as text.</summary>
public static class DnsTypes
{
    private static readonly Dictionary<string, DnsType> ByMnemonic = Enum.GetValues<DnsType>()
        .Where(type => type != DnsType.None)
        .ToDictionary(type => type.ToString().ToUpperInvariant(), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<DnsType, string> Mnemonics = ByMnemonic.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The mnemonic in capitals, or <c>TYPE123</c> where there is none here (RFC 3597 §5).</summary>
    public static string Mnemonic(this DnsType type) =>
        Mnemonics.TryGetValue(type, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}");

    /// <summary>Reads a mnemonic in any case, or <c>TYPE123</c>: what a person types, or the name of a <c>RecordType</c>.</summary>
    /// <returns>False for the clouds' own types (URL forwards), which are no types on the wire.</returns>
    public static bool TryParse(string text, out DnsType type)
    {
        if (ByMnemonic.TryGetValue(text, out type))
        {
            return true;
        }

        var numbered = text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number != 0
                ? number
                : (ushort)0;
        type = (DnsType)numbered;
        return numbered != 0;
    }
}
