using System.Diagnostics.CodeAnalysis;
using Mooring.Core.Records;

namespace Mooring.Dns;

/// <summary>What goes over HTTPS, and what may be taken for the reply (RFC 8484). Pure.</summary>
public static class HttpsMessages
{
    /// <summary>The media type of both (RFC 8484 §6).</summary>
    public const string MediaType = "application/dns-message";

    /// <summary>The longest reply, in octets.</summary>
    public const int MaxLength = ushort.MaxValue;

    /// <summary>A query: recursion desired, id 0, so that what HTTP keeps fits every asker (RFC 8484 §4.1).</summary>
    public static DnsMessage Query(DnsQuestion question) =>
        DnsMessage.Query(question, id: 0, edns: new Edns { UdpPayloadSize = ushort.MaxValue });

    /// <summary>Reads a reply.</summary>
    /// <param name="query">What was sent.</param>
    /// <param name="octets">What came.</param>
    /// <param name="age">How long HTTP caches have held it; taken off its TTLs (RFC 8484 §5.1).</param>
    /// <param name="reply">The reply, where it answers the query.</param>
    /// <param name="why">Why it does not, for logs.</param>
    public static bool TryRead(
        DnsMessage query, byte[] octets, TimeSpan age, [NotNullWhen(true)] out DnsMessage? reply, [NotNullWhen(false)] out string? why)
    {
        reply = null;
        if (ReplyCheck.Judge(query, query.Questions[0].Name, octets, exactCase: false, out why) is Outcome.Reply { Message: var message })
        {
            reply = Aged(message, age);
            return true;
        }

        why ??= "it is no reply to this query";
        return false;
    }

    private static DnsMessage Aged(DnsMessage reply, TimeSpan age) => age <= TimeSpan.Zero ? reply : reply with
    {
        Answers = Aged(reply.Answers, age),
        Authorities = Aged(reply.Authorities, age),
        Additionals = Aged(reply.Additionals, age),
    };

    private static DnsRecord[] Aged(IReadOnlyList<DnsRecord> records, TimeSpan age) =>
        [.. records.Select(record => record with { Ttl = new Ttl((int)Math.Max(0, record.Ttl.Seconds - age.TotalSeconds)) })];
}
