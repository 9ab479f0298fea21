using Mooring.Configuration.Yaml;

namespace Mooring.Import;

/// <summary>Short ways to make nodes that stand where what they were made of stands.</summary>
internal static class Leaf
{
    /// <summary>The beginning of a file.</summary>
    public static Node Top { get; } = new MappingNode(1, 1, Place.Top, []);

    /// <summary>A value.</summary>
    public static ScalarNode Of(Node at, string text) => new(at.Line, at.Column, at.Place, text, isQuoted: true);

    /// <summary>A value of a tool that knows no <c>${…}</c>: what looks like it stays as it is.</summary>
    public static ScalarNode Literal(Node at, string text) => Of(at, text.Replace("${", "$${", StringComparison.Ordinal));

    /// <summary>A key with a value that stands elsewhere.</summary>
    public static Member Entry(Node at, string key, string value) => Entry(Of(at, value), key);

    /// <summary>A key with its value.</summary>
    public static Member Entry(Node value, string key) => new(Of(value, key), value);

    /// <summary>An entry of a draft.</summary>
    public static Member Entry(DraftEntry entry) => new(entry.Name, entry.Settings);

    /// <summary>Settings; those that are null are left out.</summary>
    public static MappingNode Map(Node at, params IEnumerable<Member?> members) => new(at.Line, at.Column, at.Place, [.. members.OfType<Member>()]);

    /// <summary>A list.</summary>
    public static SequenceNode List(Node at, IEnumerable<Node> items) => new(at.Line, at.Column, at.Place, [.. items]);
}
