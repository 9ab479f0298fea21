using System.Runtime.InteropServices;

namespace Mooring.Dns;

/// <summary>The twelve octets every message starts with (RFC 1035 §4.1.1, RFC 4035 §3).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageHeader(
    ushort Id, ushort Flags, ushort QuestionCount, ushort AnswerCount, ushort AuthorityCount, ushort AdditionalCount)
{
    private const int Response = 0x8000;
    private const int Authoritative = 0x0400;
    private const int Truncated = 0x0200;
    private const int Desired = 0x0100;
    private const int Available = 0x0080;
    private const int Authentic = 0x0020;
    private const int Unchecked = 0x0010;

    public bool IsResponse => Has(Response);

    public bool IsTruncated => Has(Truncated);

    public DnsOpcode Opcode => (DnsOpcode)(Flags >> 11 & 0xF);

    public static bool TryRead(ref WireReader reader, out MessageHeader header)
    {
        header = default;
        if (!reader.TryReadUInt16(out var id) || !reader.TryReadUInt16(out var flags) || !reader.TryReadUInt16(out var questions)
            || !reader.TryReadUInt16(out var answers) || !reader.TryReadUInt16(out var authorities) || !reader.TryReadUInt16(out var additionals))
        {
            return false;
        }

        header = new MessageHeader(id, flags, questions, answers, authorities, additionals);
        return true;
    }

    public static MessageHeader Of(DnsMessage message) => new(
        message.Id,
        FlagsOf(message),
        (ushort)message.Questions.Count,
        (ushort)message.Answers.Count,
        (ushort)message.Authorities.Count,
        (ushort)(message.Additionals.Count + (message.Edns is null ? 0 : 1)));

    public void Write(WireWriter writer)
    {
        writer.WriteUInt16(Id);
        writer.WriteUInt16(Flags);
        writer.WriteUInt16(QuestionCount);
        writer.WriteUInt16(AnswerCount);
        writer.WriteUInt16(AuthorityCount);
        writer.WriteUInt16(AdditionalCount);
    }

    public DnsMessage ToMessage(IReadOnlyList<DnsQuestion> questions, Sections sections) => new()
    {
        Id = Id,
        IsResponse = IsResponse,
        Opcode = Opcode,
        IsAuthoritative = Has(Authoritative),
        IsTruncated = IsTruncated,
        RecursionDesired = Has(Desired),
        RecursionAvailable = Has(Available),
        AuthenticData = Has(Authentic),
        CheckingDisabled = Has(Unchecked),
        Rcode = (DnsRcode)(sections.ExtendedRcode << 4 | Flags & 0xF),
        Questions = questions,
        Answers = sections.Answers,
        Authorities = sections.Authorities,
        Additionals = sections.Additionals,
        Edns = sections.Edns,
    };

    private static ushort FlagsOf(DnsMessage message) => (ushort)(
        If(message.IsResponse, Response)
        | ((int)message.Opcode & 0xF) << 11
        | If(message.IsAuthoritative, Authoritative)
        | If(message.IsTruncated, Truncated)
        | If(message.RecursionDesired, Desired)
        | If(message.RecursionAvailable, Available)
        | If(message.AuthenticData, Authentic)
        | If(message.CheckingDisabled, Unchecked)
        | ((int)message.Rcode & 0xF));

    private static int If(bool set, int bit) => set ? bit : 0;

    private bool Has(int bit) => (Flags & bit) != 0;
}
