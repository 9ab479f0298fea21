using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>A write that was about to happen: saved first, so that its record is known as ours if we die in between.</summary>
/// <param name="Key">The set.</param>
/// <param name="Value">The value that was to be written.</param>
/// <param name="Marked">
/// Whether only our mark tells the record from those of others: in <see cref="SetMode.Join"/>, where another host may add the same value.
/// </param>
public sealed record Intent(RecordSetKey Key, RecordValue Value, bool Marked = false)
{
    /// <summary>
    /// Whether the record is what this intent was about to make. The write may never have happened: a record that says of itself that
    /// somebody else made it is theirs.
    /// </summary>
    /// <param name="record">A record.</param>
    /// <param name="mark">Our mark; null where marks are not read.</param>
    public bool Made(HostedRecord record, string? mark) =>
        Key.Holds(record) && record.Value == Value
        && (mark is not null && record.Remark == mark || !Marked && string.IsNullOrEmpty(record.Remark));
}

/// <summary>What we know of which records of a zone are ours.</summary>
/// <param name="Ids">Records remembered in state.</param>
/// <param name="Intents">Writes of which the result was not yet seen.</param>
/// <param name="Mark">Our mark in a provider's remark; a record that carries exactly it is ours. Null: marks are not read.</param>
public sealed record Ownership(ImmutableHashSet<string> Ids, ImmutableArray<Intent> Intents, string? Mark)
{
    /// <summary>Nothing is ours.</summary>
    public static readonly Ownership None = new([], [], null);

    /// <summary>Whether the record is ours.</summary>
    public bool Owns(HostedRecord record) =>
        !record.System
        && (Ids.Contains(record.Id)
            || (Mark is not null && record.Remark == Mark)
            || Intents.Any(intent => intent.Made(record, Mark)));
}
