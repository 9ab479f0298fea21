using System.Diagnostics.CodeAnalysis;
using Mooring.Core.Records;

namespace Mooring.Dns;

/// <summary>Reads a whole message (RFC 1035 §4). Work and memory are bounded by the octets given, whatever the counts claim.</summary>
internal static class MessageReader
{
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message, [NotNullWhen(false)] out string? why)
    {
        var reader = new WireReader(octets);
        message = null;
        if (!MessageHeader.TryRead(ref reader, out var header) || !TryReadQuestions(ref reader, header, out var questions))
        {
            why = reader.Why!;
            return false;
        }

        var sections = new Sections();
        var complete = TryReadSections(ref reader, header, sections);

        // Servers may cut a truncated message anywhere; what came whole is kept, and the asker comes back over TCP.
        if (!complete && !(header.IsTruncated && reader.RanOut))
        {
            why = reader.Why!;
            return false;
        }

        message = header.ToMessage(questions, sections);
        why = null;
        return true;
    }

    private static bool TryReadQuestions(ref WireReader reader, MessageHeader header, out List<DnsQuestion> questions)
    {
        questions = [];
        for (var i = 0; i < header.QuestionCount; i++)
        {
            if (!reader.TryReadName(out var name) || !reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out var cls))
            {
                return false;
            }

            questions.Add(new DnsQuestion(name, (DnsType)type, (DnsClass)cls));
        }

        return true;
    }

    private static bool TryReadSections(ref WireReader reader, MessageHeader header, Sections sections) =>
        TryReadRecords(ref reader, header.AnswerCount, sections.Answers)
        && TryReadRecords(ref reader, header.AuthorityCount, sections.Authorities)
        && TryReadRecords(ref reader, header.AdditionalCount, sections.Additionals, sections);

    private static bool TryReadRecords(ref WireReader reader, int count, List<DnsRecord> records, Sections? additional = null)
    {
        for (var i = 0; i < count; i++)
        {
            if (!TryReadRecord(ref reader, records, additional))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadRecord(ref WireReader reader, List<DnsRecord> records, Sections? additional)
    {
        if (!reader.TryReadName(out var name) || !reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out var cls)
            || !reader.TryReadUInt32(out var ttl) || !TryEnterData(ref reader, out var rest))
        {
            return false;
        }

        if ((DnsType)type == DnsType.Opt && additional is not null)
        {
            return EdnsCodec.TryRead(ref reader, name, cls, ttl, additional) && Leave(ref reader, rest);
        }

        if (!RDataReader.TryRead(ref reader, (DnsType)type, (DnsClass)cls, out var data))
        {
            return false;
        }

        var seconds = ttl > int.MaxValue ? 0 : (int)ttl;
        records.Add(new DnsRecord(name, new Ttl(seconds), data, (DnsClass)cls));
        return Leave(ref reader, rest);
    }

    private static bool TryEnterData(ref WireReader reader, out int rest)
    {
        rest = reader.End;
        if (!reader.TryReadUInt16(out var length) || !reader.Has(length))
        {
            return false;
        }

        reader.End = reader.Position + length;
        return true;
    }

    private static bool Leave(ref WireReader reader, int rest)
    {
        reader.End = rest;
        return true;
    }
}

/// <summary>The records of a message while it is read.</summary>
internal sealed class Sections
{
    public List<DnsRecord> Answers { get; } = [];

    public List<DnsRecord> Authorities { get; } = [];

    public List<DnsRecord> Additionals { get; } = [];

    public Edns? Edns { get; set; }

    /// <summary>The upper eight bits of the outcome, from OPT.</summary>
    public byte ExtendedRcode { get; set; }
}
