using System.Globalization;

namespace Mooring.Dns;

/// <summary>The outcome a server reports, 12 bits with EDNS (IANA, "DNS RCODEs").</summary>
public enum DnsRcode : ushort
{
    /// <summary>No error: an answer, or the name has no record of that type.</summary>
    NoError = 0,

    /// <summary>The server could not read the query.</summary>
    FormErr = 1,

    /// <summary>The server could not process the query.</summary>
    ServFail = 2,

    /// <summary>The name does not exist.</summary>
    NxDomain = 3,

    /// <summary>The server does not know this kind of query.</summary>
    NotImp = 4,

    /// <summary>The server refuses, by policy or because it does not hold the zone.</summary>
    Refused = 5,

    /// <summary>The server is not authoritative for the zone (RFC 2136, RFC 8945).</summary>
    NotAuth = 9,

    /// <summary>The EDNS version is not known (RFC 6891 §9).</summary>
    BadVers = 16,

    /// <summary>A server cookie is missing or wrong (RFC 7873).</summary>
    BadCookie = 23,
}

/// <summary>Outcomes as text.</summary>
public static class DnsRcodes
{
    /// <summary>The mnemonic in capitals, or <c>RCODE123</c>.</summary>
    public static string Mnemonic(this DnsRcode rcode) =>
        Enum.IsDefined(rcode) ? rcode.ToString().ToUpperInvariant() : string.Create(CultureInfo.InvariantCulture, $"RCODE{(ushort)rcode}");
}
