namespace Mooring.Configuration.Yaml;

/// <summary>A piece of a YAML document that knows where it stands.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">In characters, from 1.</param>
/// <param name="place">The keys that lead to it.</param>
internal abstract class Node(int line, int column, Place place)
{
    /// <summary>From 1.</summary>
    public int Line => line;

    /// <summary>In characters, from 1.</summary>
    public int Column => column;

    /// <summary>Where it stands.</summary>
    public Place Place => place;

    /// <summary>The keys that lead to it: <c>records[2].ttl</c>; empty at the top.</summary>
    public string Path => place.ToString();

    /// <summary>The path of a member.</summary>
    public string PathOf(string key) => place.Member(key).ToString();
}

/// <summary>A single value.</summary>
/// <param name="text">The value without its quotes.</param>
/// <param name="isQuoted">Whether it stood in quotes or in a block, so that <c>"null"</c> is a word.</param>
internal sealed class ScalarNode(int line, int column, Place place, string text, bool isQuoted) : Node(line, column, place)
{
    /// <summary>The value without its quotes, before <c>${…}</c> is filled in.</summary>
    public string Text => text;

    /// <summary>Whether it stood in quotes or in a block.</summary>
    public bool IsQuoted => isQuoted;

    /// <summary>Whether nothing is written: empty, <c>~</c> or <c>null</c> without quotes (YAML 1.2 core schema).</summary>
    public bool IsNothing => !isQuoted && text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed class SequenceNode(int line, int column, Place place, IReadOnlyList<Node> items) : Node(line, column, place)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<Node> Items => items;
}

/// <summary>Keys with their values; keys are unique.</summary>
internal sealed class MappingNode(int line, int column, Place place, IReadOnlyList<Member> members) : Node(line, column, place)
{
    /// <summary>The members in the order of the file.</summary>
    public IReadOnlyList<Member> Members => members;

    /// <summary>The member of that name, or null.</summary>
    public Member? Find(string key) => members.FirstOrDefault(member => member.Key.Text == key);
}

/// <summary>A key and its value.</summary>
internal sealed record Member(ScalarNode Key, Node Value);
