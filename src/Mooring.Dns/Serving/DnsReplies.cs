namespace Mooring.Dns;

/// <summary>What a server does with every reply: start it from the query, and cut it to what the asker takes.</summary>
public static class DnsReplies
{
    /// <summary>What every asker takes over UDP without EDNS (RFC 1035 §2.3.4).</summary>
    public const int PlainUdpLimit = 512;

    /// <summary>Most octets of a reply over TCP.</summary>
    public const int TcpLimit = ushort.MaxValue;

    /// <summary>An empty response to a query: its id, kind, question, RD and CD; EDNS exactly if the query has it (RFC 6891 §6.1.1).</summary>
    public static DnsMessage ToReply(this DnsMessage query, DnsRcode rcode = DnsRcode.NoError) => new()
    {
        Id = query.Id,
        IsResponse = true,
        Opcode = query.Opcode,
        RecursionDesired = query.RecursionDesired,
        CheckingDisabled = query.CheckingDisabled,
        Rcode = rcode,
        Questions = query.Questions,
        Edns = query.Edns is { } edns ? new Edns { DnssecOk = edns.DnssecOk } : null,
    };

    /// <summary>How many octets the sender of this query takes over UDP: 512, or what its EDNS says, at most 1232.</summary>
    public static int UdpLimit(this DnsMessage query) =>
        query.Edns is { } edns ? Math.Clamp((int)edns.UdpPayloadSize, PlainUdpLimit, Edns.DefaultUdpPayloadSize) : PlainUdpLimit;

    /// <summary>The wire form in at most <paramref name="limit"/> octets.</summary>
    /// <remarks>
    /// What is too long loses first its additional section, then an authority section that only accompanies an answer. A reply that
    /// lacks something needed after that has the TC bit (RFC 2181 §9; glue of a referral is needed, RFC 9471), and no records at all
    /// rather than parts of a set.
    /// </remarks>
    /// <param name="reply">The whole reply.</param>
    /// <param name="limit">512 to 65535: <see cref="UdpLimit"/>, or <see cref="TcpLimit"/>.</param>
    public static byte[] EncodeWithin(this DnsMessage reply, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, PlainUdpLimit);
        var isReferral = reply.Answers.Count == 0 && !reply.IsAuthoritative && reply.Additionals.Count > 0;
        var bare = reply with { Additionals = [], IsTruncated = reply.IsTruncated || isReferral };
        return TryEncode(reply, limit)
            ?? TryEncode(bare, limit)
            ?? (reply.Answers.Count > 0 ? TryEncode(bare with { Authorities = [] }, limit) : null)
            ?? TryEncode(bare with { Answers = [], Authorities = [], IsTruncated = true }, limit)
            ?? new DnsMessage { Id = reply.Id, IsResponse = true, Opcode = reply.Opcode, Rcode = DnsRcode.ServFail }.Encode();
    }

    private static byte[]? TryEncode(DnsMessage message, int limit)
    {
        var octets = MessageWriter.TryWrite(message);
        return octets?.Length <= limit ? octets : null;
    }
}
