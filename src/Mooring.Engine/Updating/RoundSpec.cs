using System.Collections.Immutable;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>An account that a round may write with.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Editor">How its zones are edited.</param>
public sealed record Account(string Name, IZoneEditor Editor);

/// <summary>One entry of the configuration: a name, and what its sets shall be.</summary>
public sealed record Entry
{
    /// <summary>The owner name.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The account's name in the configuration.</summary>
    public required string Account { get; init; }

    /// <summary>The zone; null: the account's longest match.</summary>
    public DomainName? Zone { get; init; }

    /// <summary>The provider's name or code of the line; null: its default line.</summary>
    public string? Line { get; init; }

    /// <summary>Whose records may be changed.</summary>
    public SetMode Mode { get; init; } = SetMode.Adopt;

    /// <summary>Whether missing records are added.</summary>
    public bool Create { get; init; } = true;

    /// <summary>The TTL; null: an existing record keeps its own.</summary>
    public Ttl? Ttl { get; init; }

    /// <summary>The one provider record meant; null: found by name, type and line.</summary>
    public string? Id { get; init; }

    /// <summary>What each type at this name shall be; no type twice.</summary>
    public required ImmutableArray<EntrySet> Sets { get; init; }
}

/// <summary>One type of an entry.</summary>
/// <param name="Type">The type.</param>
/// <param name="Wanted">What it shall be.</param>
public sealed record EntrySet(RecordType Type, Wanted Wanted);

/// <summary>How a round goes about its work.</summary>
public sealed record RoundOptions
{
    /// <summary>Plan only; nothing is written, neither at the provider nor in state.</summary>
    public bool DryRun { get; init; }

    /// <summary>How long a listing serves without being asked for again; zero lists every time. The daemon's <c>refresh</c>.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.Zero;

    /// <summary>How long the account's list of zones serves. Default one day.</summary>
    public TimeSpan ZonesRefresh { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many zones of one account are worked on at once. Default 4; writes within one zone go one by one.</summary>
    public int ZonesAtOnce { get; init; } = 4;

    /// <summary>
    /// Whether the entries come from the configuration. What a single command writes is ours as well, but nobody is told later
    /// that it is missing from the file. Default true.
    /// </summary>
    public bool Declared { get; init; } = true;

    /// <summary>
    /// Under which key the memory of zones is kept. Challenges have one of their own, so that no entry of the configuration takes their
    /// records for stale ones of its own. Default <c>accounts</c>.
    /// </summary>
    public string Memory { get; init; } = "accounts";

    /// <summary>Hears how far the writes are; null: nobody. Default null.</summary>
    public IRoundProgress? Progress { get; init; }

    /// <summary>What to do where somebody else changed a record of ours that was right. Default <see cref="DriftPolicy.Restore"/>.</summary>
    public DriftPolicy Drift { get; init; } = DriftPolicy.Restore;

    /// <summary>
    /// Whether what others changed is kept where a set shall go, as when the daemon is stopped. Default false: who orders a set gone
    /// means it, whatever it holds.
    /// </summary>
    public bool SparesDrift { get; init; }

    /// <summary>Which accounts are left alone for a while; null: none ever. Default null.</summary>
    public AccountRests? Rests { get; init; }

    /// <summary>Which accounts are at work; null: the round waits for all of its accounts. Default null.</summary>
    public AccountsAtWork? AtWork { get; init; }

    /// <summary>Our mark in providers' remarks, e.g. <c>mooring@nas-7f3a</c>.</summary>
    public required string Mark { get; init; }
}
