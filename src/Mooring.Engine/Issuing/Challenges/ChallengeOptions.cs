using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>How challenges are published.</summary>
public sealed record ChallengeOptions
{
    /// <summary>Our mark in providers' remarks; what an addition of a challenge carries beside it tells what the record is for.</summary>
    public required string Mark { get; init; }

    /// <summary>The account that is taken where it holds a zone of the name; null: whichever holds the longest match. Default null.</summary>
    public string? Preferred { get; init; }

    /// <summary>Zones without an API, which a person edits. Default none.</summary>
    public ImmutableArray<ManualAccount> Manual { get; init; } = [];

    /// <summary>Whether challenges in those zones are taken, since whoever publishes has a person see to them; else they are refused. Default true.</summary>
    public bool TakesManual { get; init; } = true;

    /// <summary>Told what a person is to do or to know. Default nobody.</summary>
    public Action<Text> Tell { get; init; } = _ => { };

    /// <summary>
    /// Where the answers of a name come from: the end of its aliases (RFC 8555 §8.4), itself where it has none. It is given the zones of
    /// all accounts too. Default: itself.
    /// </summary>
    /// <remarks>Throws <see cref="ChallengeException"/> where the aliases lead nowhere.</remarks>
    public Func<DomainName, IReadOnlyCollection<DomainName>, CancellationToken, Task<DomainName>> Target { get; init; } = (name, _, _) => Task.FromResult(name);

    /// <summary>
    /// The names at and below which values may stand, for whoever publishes on behalf of somebody who is trusted with these alone: an alias
    /// that leads elsewhere is refused. Null: anywhere. Default null.
    /// </summary>
    public IReadOnlyCollection<DomainName>? Within { get; init; }

    /// <summary>Who publishes; what a hook publishes outlives it and counts as in use for <see cref="HookLifetime"/>. Default: this process, no hook.</summary>
    public ChallengeOwner Owner { get; init; } = ChallengeOwner.Current(isHook: false);

    /// <summary>What the values of one run of a hook's caller have in common, such as all its domains; null for none.</summary>
    public string? Run { get; init; }

    /// <summary>How long a value that a hook published counts as in use when its clean-up never comes: one day.</summary>
    public static readonly TimeSpan HookLifetime = TimeSpan.FromDays(1);
}

/// <summary>An account of zones that a person edits.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Zones">The zones.</param>
public sealed record ManualAccount(string Name, ImmutableArray<DomainName> Zones);
