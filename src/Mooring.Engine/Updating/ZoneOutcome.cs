using System.Collections.Immutable;
using Mooring.Core;

namespace Mooring.Engine.Updating;

/// <summary>What a round brought in one zone.</summary>
/// <param name="Changes">The lines.</param>
/// <param name="Notes">Things to tell.</param>
/// <param name="Reach">Whether the provider could be asked.</param>
/// <param name="ZoneLost">Whether the provider said that the zone is not, or no longer, this account's.</param>
internal sealed record ZoneOutcome(ImmutableArray<Change> Changes, ImmutableArray<Text> Notes, Reach Reach, bool ZoneLost = false);

/// <summary>Whether a provider could be asked.</summary>
internal enum Reach
{
    /// <summary>There was nothing to ask.</summary>
    NotAsked,

    /// <summary>It refused the account, or was not there.</summary>
    Refused,

    /// <summary>It answered, be it that something does not exist.</summary>
    Answered,
}
