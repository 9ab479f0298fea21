using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>What is to be done to a record, or that a set needs nothing.</summary>
public enum ChangeAction
{
    /// <summary>A record is made.</summary>
    Add,

    /// <summary>A record is changed.</summary>
    Update,

    /// <summary>A record is removed.</summary>
    Delete,

    /// <summary>The set is as wanted.</summary>
    None,

    /// <summary>Nothing may or can be done about the set; the error says why.</summary>
    Skip,
}

/// <summary>What became of it.</summary>
public enum ChangeOutcome
{
    /// <summary>Done, and confirmed by the provider.</summary>
    Applied,

    /// <summary>Would be done; only a plan was asked for.</summary>
    Planned,

    /// <summary>Tried, or not even tried, and failed.</summary>
    Failed,

    /// <summary>Left alone.</summary>
    Skipped,

    /// <summary>Nothing to do.</summary>
    Unchanged,
}

/// <summary>Why a change failed or was skipped.</summary>
/// <param name="Fault">The word of the JSON contract: one of the provider faults, <c>source</c> or <c>policy</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Code">The provider's code.</param>
/// <param name="RequestId">The provider's request id.</param>
public sealed record ChangeError(string Fault, Text Message, string? Code = null, string? RequestId = null)
{
    /// <summary>Whether the set is held back on purpose, until an address is steady; that is told of the source and not of each set.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The provider's fault; null where it was none of a provider.</summary>
    public DnsFault? Cause { get; init; }

    /// <summary>The error of a provider.</summary>
    public static ChangeError Of(DnsApiException e) => new(Word(e.Fault), e.Text, e.Code, e.RequestId) { Cause = e.Fault };

    /// <summary>The word of the JSON contract for a provider's fault.</summary>
    public static string Word(DnsFault fault) => fault switch
    {
        DnsFault.Credentials => "credentials",
        DnsFault.Permission => "permission",
        DnsFault.Clock => "clock",
        DnsFault.Throttled => "throttled",
        DnsFault.Conflict => "conflict",
        DnsFault.Duplicate => "duplicate",
        DnsFault.NotFound => "notFound",
        DnsFault.Quota => "quota",
        DnsFault.Rejected => "rejected",
        _ => "unavailable",
    };
}

/// <summary>One line of a round's outcome: a record written, or a set that needs no write.</summary>
public sealed record Change
{
    /// <summary>The owner name.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The type.</summary>
    public required RecordType Type { get; init; }

    /// <summary>The provider's word for the line.</summary>
    public required string Line { get; init; }

    /// <summary>The account's name in the configuration.</summary>
    public required string Account { get; init; }

    /// <summary>The zone; null when none was found.</summary>
    public DomainName? Zone { get; init; }

    /// <summary>What is to be done.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>The values before: one at most for a write.</summary>
    public ImmutableArray<RecordValue> From { get; init; } = [];

    /// <summary>The values after: one at most for a write.</summary>
    public ImmutableArray<RecordValue> To { get; init; } = [];

    /// <summary>The TTL after; null when unknown.</summary>
    public Ttl? Ttl { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeOutcome Outcome { get; init; }

    /// <summary>Why it failed or was skipped.</summary>
    public ChangeError? Error { get; init; }
}
