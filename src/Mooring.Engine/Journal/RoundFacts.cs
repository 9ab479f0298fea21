using System.Collections.Immutable;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Journal;

/// <summary>What one round has to remember.</summary>
/// <param name="Outcome">What it did.</param>
public sealed record RoundFacts(RoundOutcome Outcome)
{
    /// <summary>What the sources said.</summary>
    public ImmutableArray<NamedAnswer> Addresses { get; init; } = [];

    /// <summary>By provider, its clock minus this machine's; null where not measured.</summary>
    public IReadOnlyDictionary<string, TimeSpan?> Offsets { get; init; } = ImmutableDictionary<string, TimeSpan?>.Empty;

    /// <summary>Why the round began, where it was not simply due; null for that.</summary>
    public string? Trigger { get; init; }
}
