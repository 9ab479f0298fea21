using Mooring.Core.Records;

namespace Mooring.Core.Addresses;

/// <summary>The two kinds of addresses.</summary>
public enum IpFamily
{
    /// <summary>32 bits, published as A.</summary>
    IPv4,

    /// <summary>128 bits, published as AAAA.</summary>
    IPv6,
}

/// <summary>What follows from a family.</summary>
public static class IpFamilies
{
    /// <summary>The record type that holds addresses of this family.</summary>
    public static RecordType RecordType(this IpFamily family) => family == IpFamily.IPv4 ? Records.RecordType.A : Records.RecordType.Aaaa;

    /// <summary>The word in configuration and JSON: <c>ipv4</c> or <c>ipv6</c>.</summary>
    public static string Word(this IpFamily family) => family == IpFamily.IPv4 ? "ipv4" : "ipv6";
}
