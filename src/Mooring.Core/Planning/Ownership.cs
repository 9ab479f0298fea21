using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>A write that was about to happen: saved first, so that its record is known as ours if we die in between.</summary>
/// <param name="Key">The set.</param>
/// <param name="Value">The value that was to be written.</param>
public sealed record Intent(RecordSetKey Key, RecordValue Value)
{
    /// <summary>Whether the record is what this intent was about to make.</summary>
    public bool Made(HostedRecord record) => Key.Holds(record) && record.Value == Value;
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
            || Intents.Any(intent => intent.Made(record)));
}
