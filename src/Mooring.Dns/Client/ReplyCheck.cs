namespace Mooring.Dns;

/// <summary>Whether received octets are the reply to a query (RFC 5452 §9); all that are not are ignored, whoever sent them.</summary>
internal static class ReplyCheck
{
    /// <summary>Judges one message from the server's own address and port.</summary>
    /// <param name="query">What was sent.</param>
    /// <param name="asked">The name as the caller wrote it; put back into <paramref name="octets"/>, so that no record shows the mixed case.</param>
    /// <param name="octets">What was received.</param>
    /// <param name="exactCase">Whether the name's letters must have come back in the case they were sent in.</param>
    /// <param name="why">Why the octets are no reply, where they claim this query's id; null where they are somebody else's.</param>
    /// <returns>The reply, its loss of case, or null where the octets are to be ignored.</returns>
    public static Outcome? Judge(DnsMessage query, DnsName asked, Span<byte> octets, bool exactCase, out string? why)
    {
        why = null;
        var reader = new WireReader(octets);
        if (!MessageHeader.TryRead(ref reader, out var header) || header.Id != query.Id || !header.IsResponse)
        {
            return null;
        }

        if (!DnsMessage.TryDecode(octets, out var reply, out why))
        {
            return null;
        }

        if (reply.Opcode != query.Opcode || !Repeats(reply, query.Questions[0]))
        {
            why = "it answers another question";
            return null;
        }

        var caseKept = reply.Questions.Count == 0 || reply.Questions[0].Name.EqualsExactly(query.Questions[0].Name);
        return exactCase && !caseKept ? new Outcome.CaseLost() : new Outcome.Reply(Restore(reply, asked, octets));
    }

    // Records point to the question's name to save octets, so one change there changes them all. That name has the same length and
    // stands uncompressed right behind the header, where no pointer could go.
    private static DnsMessage Restore(DnsMessage reply, DnsName asked, Span<byte> octets)
    {
        if (reply.Questions.Count == 0)
        {
            return reply;
        }

        asked.Wire.CopyTo(octets[WireReader.HeaderLength..]);
        return DnsMessage.TryDecode(octets, out var restored, out _) ? restored : reply;
    }

    private static bool Repeats(DnsMessage reply, DnsQuestion asked) => reply.Questions switch
    {
        [var question] => question == asked,
        // Servers that cannot read a query, or refuse it early, may leave the question out.
        [] => reply.Rcode is not (DnsRcode.NoError or DnsRcode.NxDomain),
        _ => false,
    };
}
