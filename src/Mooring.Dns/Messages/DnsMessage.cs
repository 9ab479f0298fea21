using System.Diagnostics.CodeAnalysis;

namespace Mooring.Dns;

/// <summary>A DNS message, query or response (RFC 1035 §4). Immutable; <c>with</c> makes variants.</summary>
/// <remarks>Two messages do not compare by content; compare their <see cref="Encode"/> forms.</remarks>
public sealed record DnsMessage
{
    /// <summary>Pairs a response with its query.</summary>
    public ushort Id { get; init; }

    /// <summary>Whether this is a response (QR).</summary>
    public bool IsResponse { get; init; }

    /// <summary>The kind of message.</summary>
    public DnsOpcode Opcode { get; init; }

    /// <summary>Whether the server holds the zone (AA).</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>Whether the message was cut and is to be asked for over TCP (TC).</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether the server shall resolve (RD).</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>Whether the server resolves (RA).</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>Whether the server says that it validated the data (AD).</summary>
    public bool AuthenticData { get; init; }

    /// <summary>Whether the server shall not validate (CD).</summary>
    public bool CheckingDisabled { get; init; }

    /// <summary>The outcome; values above 15 need <see cref="Edns"/>.</summary>
    public DnsRcode Rcode { get; init; }

    /// <summary>What is asked; one in practice (RFC 9619).</summary>
    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    /// <summary>The answer section.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>The authority section: SOA of a negative answer, NS of a referral.</summary>
    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    /// <summary>The additional section without OPT, which is <see cref="Edns"/>.</summary>
    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];

    /// <summary>EDNS, where the sender speaks it; null where not.</summary>
    public Edns? Edns { get; init; }

    /// <summary>Makes a query.</summary>
    public static DnsMessage Query(DnsQuestion question, ushort id, bool recursionDesired = true, Edns? edns = null) => new()
    {
        Id = id,
        RecursionDesired = recursionDesired,
        Questions = [question],
        Edns = edns,
    };

    /// <summary>Reads a message. Never throws; work and memory are bounded by the octets given, whatever they claim.</summary>
    /// <param name="octets">The message, without the length that stands before it over TCP. Octets after its end are ignored.</param>
    /// <param name="message">The message, when it could be read.</param>
    /// <param name="why">What is wrong with it, for logs, when it could not.</param>
    /// <remarks>A message whose TC bit is set may end anywhere after its questions: the records that came whole are kept.</remarks>
    public static bool TryDecode(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message, [NotNullWhen(false)] out string? why) =>
        MessageReader.TryRead(octets, out message, out why);

    /// <summary>The wire form, names compressed where RFC 3597 §4 allows it.</summary>
    /// <exception cref="InvalidOperationException">More than 65535 octets, or an extended outcome without EDNS.</exception>
    public byte[] Encode() => MessageWriter.Write(this);
}
