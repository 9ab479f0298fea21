using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>A value as the journal knows it, from before it is published until it is gone.</summary>
public sealed record JournaledChallenge
{
    /// <summary>The identifier, as A-labels.</summary>
    public required string Domain { get; init; }

    /// <summary>The record's owner name, as A-labels.</summary>
    public required string Name { get; init; }

    /// <summary>What the record holds.</summary>
    public required string Value { get; init; }

    /// <summary>The account's name in the configuration.</summary>
    public required string Account { get; init; }

    /// <summary>The zone's apex, as A-labels.</summary>
    public required string Zone { get; init; }

    /// <summary>When it was about to be published.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who published it.</summary>
    public required ChallengeOwner Owner { get; init; }

    /// <summary>The record's id at the provider, once known.</summary>
    public string? RecordId { get; init; }

    /// <summary>Whether the provider has acknowledged it. Until then it may or may not stand in the zone.</summary>
    public bool Published { get; init; }

    /// <summary>Whether it is to go, whoever published it.</summary>
    public bool Leaving { get; init; }

    /// <summary>Whether a person puts it there.</summary>
    public bool Manual { get; init; }

    /// <summary>What it has in common with other values of one run; see <see cref="ChallengeOptions.Run"/>.</summary>
    public string? Run { get; init; }

    /// <summary>
    /// Whether nobody waits for it any more. No issuance takes a day, so what is older is left over also where nobody can tell of its owner:
    /// a container that was made anew, another machine on the same state.
    /// </summary>
    /// <param name="now">The time.</param>
    public bool IsLeftover(DateTimeOffset now) => Leaving
        || (now - At).Duration() >= ChallengeOptions.HookLifetime
        || (!(Owner.IsHook && Published) && Owner.IsGone);

    /// <summary>Whether it is the same value in the same place, whoever published it.</summary>
    internal bool IsSame(JournaledChallenge other) =>
        Account == other.Account && Zone == other.Zone && Name == other.Name && Value == other.Value;

    /// <summary>As the publisher tells it; null where a hand has written what is no name.</summary>
    public PublishedChallenge? ToPublished() =>
        DomainName.TryParse(Domain, out var domain) && DomainName.TryParse(Zone, out var zone) && DomainName.TryParse(Name, out var name)
            ? new PublishedChallenge(new Challenge(domain, Value), Account, zone, name, RecordId, Manual)
            : null;
}

/// <summary>The journal as it is kept.</summary>
/// <param name="Version">Format of this document.</param>
/// <param name="Entries">The values, in the order in which they came.</param>
internal sealed record ChallengeDocument(int Version, ImmutableArray<JournaledChallenge> Entries)
{
    public static readonly ChallengeDocument Empty = new(1, []);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChallengeDocument))]
internal sealed partial class ChallengeJson : JsonSerializerContext;
