namespace Mooring.Dns;

/// <summary>How one try is made, and which tries may follow it.</summary>
/// <param name="OverTcp">Over TCP instead of UDP.</param>
/// <param name="WithEdns">With an OPT record.</param>
/// <param name="MixCase">With letters in random case, which must come back so.</param>
/// <param name="UdpLeft">How many tries over UDP may follow a silent one.</param>
/// <param name="TcpLeft">Whether a try over TCP may follow.</param>
/// <param name="CaseLost">Whether the server was seen not to keep the case, so that UDP without mixed case may follow TCP.</param>
internal sealed record Attempt(bool OverTcp, bool WithEdns, bool MixCase, int UdpLeft, bool TcpLeft, bool CaseLost)
{
    /// <summary>The first try.</summary>
    public static Attempt First(DnsClientOptions options)
    {
        var overTcp = options.Transport == DnsTransport.Tcp;
        return new(overTcp, options.UseEdns, options.MixCase && !overTcp, overTcp ? 0 : options.UdpAttempts - 1, !overTcp, CaseLost: false);
    }

    /// <summary>The try that follows, or null where this outcome stands. Each rule switches something off for good, so there is an end.</summary>
    public Attempt? After(Outcome outcome) => outcome switch
    {
        Outcome.Reply { Message.Rcode: DnsRcode.FormErr or DnsRcode.NotImp or DnsRcode.BadVers } when WithEdns => this with { WithEdns = false },
        Outcome.Reply { Message.IsTruncated: true } when !OverTcp => OverTcpIfLeft(),
        Outcome.Reply => null,
        Outcome.CaseLost when TcpLeft => OverTcpIfLeft()! with { CaseLost = true },
        Outcome.CaseLost => WithoutMixedCase(),
        Outcome.Silence when UdpLeft > 0 => this with { UdpLeft = UdpLeft - 1, WithEdns = WithEdns && UdpLeft > 1 },
        _ when CaseLost => WithoutMixedCase(),
        _ => OverTcpIfLeft(),
    };

    // TCP cannot be forged by guessing an id and a port, and 512 octets are no limit there.
    private Attempt? OverTcpIfLeft() => TcpLeft ? this with { OverTcp = true, MixCase = false, TcpLeft = false, UdpLeft = 0 } : null;

    private Attempt WithoutMixedCase() => this with { OverTcp = false, MixCase = false, CaseLost = false };
}

/// <summary>What one try came to.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>A reply that fits the question.</summary>
    public sealed record Reply(DnsMessage Message) : Outcome;

    /// <summary>A reply that fits but for the case of the name's letters.</summary>
    public sealed record CaseLost : Outcome;

    /// <summary>No reply in time; <paramref name="Unreadable"/> tells of the last one that could not be taken.</summary>
    public sealed record Silence(string? Unreadable) : Outcome;

    /// <summary>The network refused.</summary>
    public sealed record Broken(Exception Error) : Outcome;
}
