using System.Globalization;

namespace Mooring.Dns;

/// <summary>The class of a question or record (IANA, "DNS CLASSes").</summary>
public enum DnsClass : ushort
{
    /// <summary>No class; never on the wire.</summary>
    Reserved = 0,

    /// <summary>Internet.</summary>
    In = 1,

    /// <summary>Chaos: servers tell about themselves in it (RFC 4892).</summary>
    Chaos = 3,

    /// <summary>Hesiod.</summary>
    Hesiod = 4,

    /// <summary>No class; in updates only (RFC 2136).</summary>
    None = 254,

    /// <summary>Any class; in questions and updates only.</summary>
    Any = 255,
}

/// <summary>Classes as text.</summary>
public static class DnsClasses
{
    /// <summary><c>IN</c>, <c>CH</c> and so on, or <c>CLASS123</c> (RFC 3597 §5).</summary>
    public static string Mnemonic(this DnsClass value) => value switch
    {
        DnsClass.In => "IN",
        DnsClass.Chaos => "CH",
        DnsClass.Hesiod => "HS",
        DnsClass.None => "NONE",
        DnsClass.Any => "ANY",
        _ => string.Create(CultureInfo.InvariantCulture, $"CLASS{(ushort)value}"),
    };
}
