namespace Mooring.Dns;

/// <summary>How a <see cref="DnsClient"/> asks.</summary>
public sealed record DnsClientOptions
{
    /// <summary>How long one try waits for its reply. Default 2 seconds; more than zero.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a question is sent over UDP before silence leads to one try over TCP. Default 2; at least 1. The last of several goes
    /// without EDNS, which some boxes on the way drop.
    /// </summary>
    public int UdpAttempts { get; init; } = 2;

    /// <summary>How messages travel. Default: UDP, and TCP where UDP does not do.</summary>
    public DnsTransport Transport { get; init; } = DnsTransport.UdpThenTcp;

    /// <summary>Whether queries carry EDNS (RFC 6891). Default true; a server that answers FORMERR is asked again without.</summary>
    public bool UseEdns { get; init; } = true;

    /// <summary>The largest reply taken over UDP with EDNS, in octets. Default 1232 (DNS Flag Day 2020); 512 to 65535.</summary>
    public ushort UdpPayloadSize { get; init; } = Edns.DefaultUdpPayloadSize;

    /// <summary>
    /// Whether the letters of a name are sent in random case and must come back so ("0x20"), which makes forged replies harder to fit.
    /// Default true; a server that does not keep the case is asked again over TCP.
    /// </summary>
    public bool MixCase { get; init; } = true;
}

/// <summary>How messages travel.</summary>
public enum DnsTransport
{
    /// <summary>UDP first; TCP for truncated replies, replies that do not fit, and after silence.</summary>
    UdpThenTcp,

    /// <summary>TCP alone.</summary>
    Tcp,
}
