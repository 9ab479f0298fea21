using System.Diagnostics.CodeAnalysis;

namespace Mooring.Dns;

/// <summary>What a server does with every message it receives, before it looks at the question.</summary>
public static class DnsServing
{
    /// <summary>Reads a query with exactly one question, of opcode QUERY and EDNS version 0; all else is refused as the RFCs say.</summary>
    /// <param name="octets">What was received.</param>
    /// <param name="query">The query, when it can be answered.</param>
    /// <param name="refusal">
    /// When not: what to send instead: FORMERR (unreadable, or not one question, RFC 9619), NOTIMP (other opcodes), BADVERS (RFC 6891
    /// §6.1.3). Null where silence is right: for responses, which could make two servers talk for ever, and for less than a header.
    /// </param>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? query, out DnsMessage? refusal)
    {
        query = null;
        refusal = null;
        var reader = new WireReader(octets);
        if (!MessageHeader.TryRead(ref reader, out var header) || header.IsResponse)
        {
            return false;
        }

        refusal = DnsMessage.TryDecode(octets, out var message, out _)
            ? Refuse(message)
            : new DnsMessage { Id = header.Id, IsResponse = true, Opcode = header.Opcode, Rcode = DnsRcode.FormErr };
        query = refusal is null ? message : null;
        return query is not null;
    }

    private static DnsMessage? Refuse(DnsMessage message) => message switch
    {
        { Opcode: not DnsOpcode.Query } => message.ToReply(DnsRcode.NotImp),
        { Edns.Version: > 0 } => message.ToReply(DnsRcode.BadVers),
        { Questions.Count: not 1 } => message.ToReply(DnsRcode.FormErr),
        _ => null,
    };
}
