namespace Mooring.Dns;

/// <summary>The extension of a message (RFC 6891): on the wire an OPT pseudo-record in the additional section.</summary>
/// <remarks>Its upper eight bits of the outcome are part of <see cref="DnsMessage.Rcode"/>.</remarks>
public sealed record Edns
{
    /// <summary>What both sides take here over UDP: fits every path without fragments (DNS Flag Day 2020).</summary>
    public const ushort DefaultUdpPayloadSize = 1232;

    /// <summary>The largest reply the sender takes over UDP, in octets; values below 512 mean 512 (RFC 6891 §6.2.3).</summary>
    public ushort UdpPayloadSize { get; init; } = DefaultUdpPayloadSize;

    /// <summary>The version, 0 today.</summary>
    public byte Version { get; init; }

    /// <summary>Whether the sender wants DNSSEC records (RFC 3225).</summary>
    public bool DnssecOk { get; init; }

    /// <summary>Options in order; unknown ones are kept.</summary>
    public IReadOnlyList<EdnsOption> Options { get; init; } = [];
}

/// <summary>One option of <see cref="Edns"/>.</summary>
/// <param name="Code">Its number (IANA, "DNS EDNS0 Option Codes").</param>
/// <param name="Data">Its octets, at most 65535.</param>
public sealed record EdnsOption(ushort Code, Octets Data)
{
    /// <summary>Cookie (RFC 7873).</summary>
    public const ushort Cookie = 10;
}
