using System.Collections.Immutable;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>What names one record set: records with the same owner, type and line answer together.</summary>
/// <param name="Owner">The absolute owner name.</param>
/// <param name="Type">The type.</param>
/// <param name="Line">The line, as the provider knows it.</param>
public sealed record RecordSetKey(DomainName Owner, RecordType Type, DnsLine Line)
{
    /// <summary>Whether the record belongs to this set.</summary>
    public bool Holds(HostedRecord record) => record.Owner == Owner && record.Type == Type && Line.Matches(record.Line);
}

/// <summary>Whose records of a set may be changed.</summary>
public enum SetMode
{
    /// <summary>The single record of a set is taken over; several foreign ones are refused. The default.</summary>
    Adopt,

    /// <summary>Our value stands beside foreign records, which are never touched: several hosts under one name.</summary>
    Join,

    /// <summary>The whole set is ours.</summary>
    Own,

    /// <summary>
    /// A record is ours by what it holds: those with one of the wanted values, whoever made them, and no other. For values that nobody
    /// else can come by, such as ACME's challenges (RFC 8555 §8.4), of which many runs keep theirs under one name. No setting says so.
    /// </summary>
    ByValue,
}

/// <summary>What a set shall be. "Could not tell" is an answer of its own and never deletes.</summary>
public abstract record Wanted
{
    private Wanted()
    {
    }

    /// <summary>The set shall hold these values.</summary>
    /// <param name="Values">At least one; distinct.</param>
    public sealed record Present(ImmutableArray<RecordValue> Values) : Wanted;

    /// <summary>The set shall not exist, as far as it is ours. Only an explicit setting or command says so.</summary>
    /// <param name="Only">The values that shall go while others stay; null: all of them.</param>
    public sealed record Absent(IReadOnlyCollection<RecordValue>? Only = null) : Wanted;

    /// <summary>A source could not tell: what is there stays.</summary>
    /// <param name="Why">What the source said.</param>
    /// <param name="IsHeld">Whether it could tell, and its word is held back because it changes to and fro.</param>
    public sealed record Unknown(Text Why, bool IsHeld = false) : Wanted;
}

/// <summary>One record set of the configuration, with the settings that govern it.</summary>
public sealed record DesiredSet
{
    /// <summary>Which set.</summary>
    public required RecordSetKey Key { get; init; }

    /// <summary>What it shall be.</summary>
    public required Wanted Wanted { get; init; }

    /// <summary>Whose records may be changed. Default <see cref="SetMode.Adopt"/>.</summary>
    public SetMode Mode { get; init; } = SetMode.Adopt;

    /// <summary>Whether missing records are added. Default true; false touches only what exists.</summary>
    public bool Create { get; init; } = true;

    /// <summary>The configured TTL; null: an existing record keeps its own, a new one gets <see cref="Records.Ttl.Default"/>.</summary>
    public Ttl? Ttl { get; init; }

    /// <summary>The one provider record that is meant; null when it is found by name, type and line.</summary>
    public string? Id { get; init; }
}
