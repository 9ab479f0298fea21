using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Configuration.Settings;

/// <summary>One entry under <c>records:</c>; it may stand for several sets.</summary>
internal sealed record RecordSettings
{
    /// <summary>Where it stands, for messages: <c>records[2]</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The absolute owner name.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The name of its account.</summary>
    public required string Account { get; init; }

    /// <summary>What it shall hold.</summary>
    public required RecordWish Wish { get; init; }

    /// <summary>The zone; null for the longest match in the account.</summary>
    public DomainName? Zone { get; init; }

    /// <summary>The line's name or code at the provider; null for its default line.</summary>
    public string? Line { get; init; }

    /// <summary>The TTL; null: an existing record keeps its own, a new one gets <see cref="Ttl.Default"/>.</summary>
    public Ttl? Ttl { get; init; }

    /// <summary>Whose records may be changed. Default <see cref="SetMode.Adopt"/>.</summary>
    public SetMode Mode { get; init; } = SetMode.Adopt;

    /// <summary>Whether missing records are added. Default true.</summary>
    public bool Create { get; init; } = true;

    /// <summary>The one provider record that is meant; null when it is found by name, type and line.</summary>
    public string? Id { get; init; }
}

/// <summary>What an entry under <c>records:</c> asks for.</summary>
internal abstract record RecordWish
{
    private RecordWish()
    {
    }

    /// <summary><c>address:</c>: A and AAAA with what these sources find.</summary>
    /// <param name="Sources">Names under <c>addresses:</c>; at least one, distinct.</param>
    internal sealed record Addresses(IReadOnlyList<string> Sources) : RecordWish;

    /// <summary><c>type:</c> and <c>value:</c>.</summary>
    /// <param name="Type">One of <see cref="RecordType.Writable"/>.</param>
    /// <param name="Contents">At least one, distinct, canonical.</param>
    internal sealed record Values(RecordType Type, IReadOnlyList<RecordValue> Contents) : RecordWish;

    /// <summary><c>absent:</c>: removed as far as it is ours.</summary>
    /// <param name="Types">At least one, distinct.</param>
    internal sealed record Absent(IReadOnlyList<RecordType> Types) : RecordWish;
}
