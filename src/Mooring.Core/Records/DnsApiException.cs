namespace Mooring.Core.Records;

/// <summary>Why a DNS host did not do what was asked. The set is closed; an unknown code is <see cref="Rejected"/>.</summary>
public enum DnsFault
{
    /// <summary>The key is unknown, disabled or wrong; said only after the clock is excluded.</summary>
    Credentials,

    /// <summary>The key is good but lacks a right.</summary>
    Permission,

    /// <summary>The request's time was refused even after correction.</summary>
    Clock,

    /// <summary>Too many requests; passes by itself.</summary>
    Throttled,

    /// <summary>Clashes with another record or with an operation under way.</summary>
    Conflict,

    /// <summary>The very record exists already.</summary>
    Duplicate,

    /// <summary>The zone or the record does not exist (any more).</summary>
    NotFound,

    /// <summary>A limit of the edition: TTL, number of records, depth, line.</summary>
    Quota,

    /// <summary>Refused for another reason; repeating does not help.</summary>
    Rejected,

    /// <summary>Not reached, or an answer that is none; passes by itself.</summary>
    Unavailable,
}

/// <summary>The DNS host answered with an error, or did not answer.</summary>
/// <param name="fault">What kind of failure it is.</param>
/// <param name="text">What was being done, what came back, and what to do; never a secret.</param>
/// <param name="code">The host's own error code.</param>
/// <param name="requestId">The host's request id, for a support ticket.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class DnsApiException(DnsFault fault, Text text, string? code = null, string? requestId = null, Exception? inner = null)
    : Exception(text.English, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public DnsFault Fault => fault;

    /// <summary>The message in both languages.</summary>
    public Text Text { get; } = text;

    /// <summary>The host's own error code, or null.</summary>
    public string? Code => code;

    /// <summary>The host's request id, or null.</summary>
    public string? RequestId => requestId;

    /// <summary>True when a write may have taken effect all the same: read back before repeating it.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The part of <see cref="Text"/> that says what happened; the whole where nothing more is known.</summary>
    public Text Told { get; init; } = text;

    /// <summary>The part of <see cref="Text"/> that says what to do; null where nothing more is known than the host's words.</summary>
    public Text? Advice { get; init; }

    /// <summary>The right that the key lacks, in the words of the host's permission system: <c>alidns:UpdateDomainRecord</c>; null where none is missing.</summary>
    public string? MissingRight { get; init; }

    /// <summary>
    /// True when the host looked at what a record shall hold and refuses that, which it does only for a key that may write it.
    /// </summary>
    public bool ContentRefused { get; init; }

    /// <summary>For a TTL below the edition's minimum: the lowest it allows.</summary>
    public Ttl? MinimumTtl { get; init; }
}
