using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Spelling;

namespace Mooring.Import;

/// <summary>A mapping of another tool's file, read key by key; knows which keys nobody asked for.</summary>
/// <param name="node">The mapping.</param>
/// <param name="state">Where wrong shapes are reported.</param>
internal sealed class ForeignMap(MappingNode node, LoadState state)
{
    private readonly HashSet<Member> read = [];

    /// <summary>Where it stands.</summary>
    public MappingNode At => node;

    /// <summary>Where problems are reported.</summary>
    public LoadState State => state;

    /// <summary>The members that nobody asked for and that hold something.</summary>
    public IEnumerable<Member> Unread => node.Members.Where(member => !read.Contains(member) && !IsNothing(member.Value));

    /// <summary>Whether a value says nothing.</summary>
    public static bool IsNothing(Node value) => value switch
    {
        ScalarNode scalar => scalar.IsNothing || scalar.Text.Trim().Length == 0,
        SequenceNode list => list.Items.Count == 0,
        MappingNode map => map.Members.Count == 0,
        _ => false,
    };

    /// <summary>A value; null where the key is missing or says nothing.</summary>
    public Node? Find(string key)
    {
        var member = node.Members.FirstOrDefault(member => member.Key.Text == key) ?? node.Members.FirstOrDefault(member => string.Equals(member.Key.Text, key, StringComparison.OrdinalIgnoreCase));
        if (member is not null)
        {
            read.Add(member);
        }

        return member is null || IsNothing(member.Value) ? null : member.Value;
    }

    /// <summary>A single value without the blanks around it; null where it is missing, says nothing, or is none and reported.</summary>
    public ScalarNode? Value(string key)
    {
        var found = Find(key);
        if (found is null or ScalarNode)
        {
            return found is ScalarNode scalar ? new ScalarNode(scalar.Line, scalar.Column, scalar.Place, scalar.Text.Trim(), scalar.IsQuoted) : null;
        }

        state.Report(found, new Text("a single value is needed here", "此处需要单个值"), new Text("write it behind the colon", "请写在冒号后面"));
        return null;
    }

    /// <summary>A single value that has to be there, with what looks like <c>${…}</c> as it stands; a stand-in, after a report, where it is not.</summary>
    public ScalarNode Require(string key)
    {
        if (Value(key) is { } value)
        {
            return Leaf.Literal(value, value.Text);
        }

        if (Find(key) is null)
        {
            ReportMissing(key);
        }

        return Leaf.Of(node, "-");
    }

    /// <summary>A mapping; null where it is missing, empty, or none and reported.</summary>
    public ForeignMap? Map(string key) => Find(key) is { } found ? MapOf(found) : null;

    /// <summary>The mappings of a list; what is none is reported.</summary>
    public IReadOnlyList<ForeignMap> Maps(string key) => [.. Items(key).Select(MapOf).OfType<ForeignMap>()];

    /// <summary>The items of a list; a single value stands for a list of one.</summary>
    public IReadOnlyList<Node> Items(string key) => Find(key) switch
    {
        null => [],
        SequenceNode list => [.. list.Items.Where(item => !IsNothing(item))],
        var one => [one],
    };

    private void ReportMissing(string key)
    {
        var empty = node.Members.FirstOrDefault(member => string.Equals(member.Key.Text, key, StringComparison.OrdinalIgnoreCase))?.Value;
        state.Report(empty ?? new ScalarNode(node.Line, node.Column, Place.Called(node.PathOf(key)), "", isQuoted: true),
            empty is null ? new Text($"'{key}' is missing", $"缺少“{key}”") : new Text($"'{key}' is empty", $"“{key}”为空"),
            empty is null && Nearest.Of(key, node.Members.Select(member => member.Key.Text)) is { } near
                ? new Text($"'{Expansion.Show(near)}' should perhaps be it", $"“{Expansion.Show(near)}”可能是其误写")
                : new Text("write it, or take the account out", "请填写，或删去该账号"));
    }

    private ForeignMap? MapOf(Node found)
    {
        if (found is MappingNode map)
        {
            return new ForeignMap(map, state);
        }

        state.Report(found, new Text("a mapping of keys to values is needed here", "此处需要由键和值组成的映射"), new Text("correct it, or take it out", "请更正或删去"));
        return null;
    }
}
