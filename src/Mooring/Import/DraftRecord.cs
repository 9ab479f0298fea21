using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import;

/// <summary>A record in the making.</summary>
/// <param name="At">What it was made of.</param>
/// <param name="Account">Its account.</param>
/// <param name="Name">The full name.</param>
/// <param name="Family">The family that it was made for.</param>
internal sealed record DraftRecord(Node At, string Account, ScalarNode Name, IpFamily Family)
{
    /// <summary>The address sources, by name.</summary>
    public required List<ScalarNode> Sources { get; init; }

    /// <summary>The zone; null where the longest match will do.</summary>
    public ScalarNode? Zone { get; init; }

    /// <summary>The line; null for the default one.</summary>
    public ScalarNode? Line { get; init; }

    /// <summary>The TTL; null where none is given.</summary>
    public ScalarNode? Ttl { get; init; }

    /// <summary>The provider's id of the record; null where it is found by its name.</summary>
    public ScalarNode? Id { get; init; }

    /// <summary>Whether it is added where it is missing.</summary>
    public bool Create { get; init; } = true;

    /// <summary>What is to be said about it.</summary>
    public IReadOnlyList<Text> Notes { get; init; } = [];

    /// <summary>Whether both can stand in one entry: the same name and settings, and either the other family or the very same source.</summary>
    public bool IsLike(DraftRecord other) =>
        Account == other.Account && Create == other.Create && Id is null && other.Id is null
        && string.Equals(Name.Text, other.Name.Text, StringComparison.OrdinalIgnoreCase)
        && Zone?.Text == other.Zone?.Text && Line?.Text == other.Line?.Text && Ttl?.Text == other.Ttl?.Text
        && (Sources.Exists(source => source.Text == other.Sources[0].Text) || (Family != other.Family && Sources.Count == 1))
        && other.Notes.Count == 0;

    /// <summary>The entry as a file of Mooring's has it.</summary>
    public MappingNode Build() => Leaf.Map(
        At,
        Leaf.Entry(Name, "name"),
        Leaf.Entry(At, "account", Account),
        new Member(Leaf.Of(At, "address"), Sources.Count == 1 ? Sources[0] : new SequenceNode(At.Line, At.Column, At.Place, Sources)),
        Zone is null ? null : Leaf.Entry(Zone, "zone"),
        Line is null ? null : Leaf.Entry(Line, "line"),
        Ttl is null ? null : Leaf.Entry(Ttl, "ttl"),
        Id is null ? null : Leaf.Entry(Id, "id"),
        Create ? null : Leaf.Entry(At, "create", "false"));
}
