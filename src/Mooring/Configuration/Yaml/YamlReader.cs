using Mooring.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mooring.Configuration.Yaml;

/// <summary>Reads one YAML document into nodes that know where they stand. JSON is YAML.</summary>
/// <remarks>
/// Bounded against hostile input: depth, and the number of nodes after aliases are filled in (an alias is a copy, and copies of
/// copies grow without bound). Works on the parser's events, because the library's object mapper needs reflection.
/// </remarks>
// Long, because every event of a document is one case here and each refusal says where and what to write instead.
internal sealed class YamlReader
{
    private const int DeepestLevel = 32;
    private const int MostNodes = 200_000;

    /// <summary>The tags of the core schema (YAML 1.2 §10.3), text first; they say what is known anyway.</summary>
    private static readonly string[] CoreTags =
        [.. ((string[])["str", "map", "seq", "int", "float", "bool", "null"]).Select(name => "tag:yaml.org,2002:" + name)];

    /// <summary>What to do about punctuation typed with a Chinese input method.</summary>
    public static readonly Text FullWidthMend = new(
        "write colons, commas and quotes in ASCII, with a blank after the colon: `key: value`",
        "请使用英文的冒号、逗号和引号，冒号后加一个空格：`键: 值`");

    private readonly IParser parser;
    private readonly ICollection<Problem> problems;
    private readonly Dictionary<string, Node> anchors = new(StringComparer.Ordinal);
    private int nodes;

    private YamlReader(IParser parser, ICollection<Problem> problems) => (this.parser, this.problems) = (parser, problems);

    /// <summary>The top node; null for an empty document. Duplicate keys are added to the problems, the first one counts.</summary>
    /// <exception cref="YamlFault">It is no YAML, or goes beyond a bound.</exception>
    public static Node? Read(string text, ICollection<Problem> problems)
    {
        var events = new Parser(new StringReader(text));
        try
        {
            return new YamlReader(events, problems).Document();
        }
        catch (YamlException e)
        {
            throw Syntax(e, text);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The library's scanner trips over some damaged files instead of refusing them.
            var at = events.Current?.End ?? Mark.Empty;
            throw Syntax(new YamlException(at, at, "unexpected characters"), text);
        }
    }

    private Node? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var top = Value(Place.Top, 0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            throw new YamlFault(second.Start.Line, second.Start.Column, Place.Top,
                new Text("a second document begins here", "此处开始了第二个文档"),
                new Text("keep one document: remove the line '---'", "只保留一个文档：请删去“---”行"));
        }

        return top is ScalarNode { IsNothing: true } ? null : top;
    }

    private Node Value(Place place, int depth)
    {
        var at = parser.Current!.Start;
        if (depth > DeepestLevel)
        {
            throw new YamlFault(at.Line, at.Column, place,
                new Text($"nested deeper than {DeepestLevel} levels", $"嵌套超过 {DeepestLevel} 层"),
                new Text("no setting needs that", "没有任何设置需要如此嵌套"));
        }

        Count(at, place);
        return parser.Current switch
        {
            AnchorAlias => Alias(place, depth),
            NodeEvent node => Anchored(node, Tagged(node, place), place, depth),
            var other => throw new YamlException(other!.Start, other.End, $"unexpected {other.GetType().Name}"),
        };
    }

    private Node Anchored(NodeEvent start, bool isText, Place place, int depth)
    {
        Node node = start switch
        {
            Scalar scalar => ReadScalar(scalar, place, isText),
            SequenceStart sequence => ReadSequence(sequence, place, depth),
            _ => ReadMapping((MappingStart)start, place, depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    /// <summary>Whether the tag says that the value is text; tags that only programs need are refused.</summary>
    private static bool Tagged(NodeEvent node, Place place)
    {
        var tag = node.Tag.IsEmpty || node.Tag.IsNonSpecific ? "" : node.Tag.Value;
        return tag.Length == 0 || CoreTags.Contains(tag, StringComparer.Ordinal)
            ? tag == CoreTags[0]
            : throw new YamlFault(node.Start.Line, node.Start.Column, place,
                new Text("a YAML tag (!…) has no meaning here", "此处的 YAML 标签（!…）没有意义"),
                new Text("remove the tag; a value that begins with '!' needs quotes", "请删去该标签；以“!”开头的值需要加引号"));
    }

    private ScalarNode ReadScalar(Scalar scalar, Place place, bool isText)
    {
        parser.MoveNext();
        return new ScalarNode(
            (int)scalar.Start.Line, (int)scalar.Start.Column, place, scalar.Value, isText || scalar.Style != ScalarStyle.Plain);
    }

    private SequenceNode ReadSequence(SequenceStart start, Place place, int depth)
    {
        parser.MoveNext();
        var items = new List<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(place.Item(items.Count), depth + 1));
        }

        return new SequenceNode((int)start.Start.Line, (int)start.Start.Column, place, items);
    }

    private MappingNode ReadMapping(MappingStart start, Place place, int depth)
    {
        parser.MoveNext();
        var members = new List<Member>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Key(place, out var inner);
            var value = Value(inner, depth + 1);
            if (lines.TryAdd(key.Text, key.Line))
            {
                members.Add(new Member(key, value));
            }
            else
            {
                problems.Add(Duplicate(key, lines[key.Text]));
            }
        }

        return new MappingNode((int)start.Start.Line, (int)start.Start.Column, place, members);
    }

    private ScalarNode Key(Place place, out Place inner)
    {
        var at = parser.Current!.Start;
        Count(at, place);
        if (!parser.TryConsume<Scalar>(out var scalar))
        {
            throw new YamlFault(at.Line, at.Column, place,
                new Text("a key must be a word", "键必须是一个单词"),
                new Text("write `key: value`; a value that begins with '{', '[', '*' or '&' needs quotes", "请写成 `键: 值`；以“{”“[”“*”或“&”开头的值需要加引号"));
        }

        inner = place.Member(scalar.Value);
        return new ScalarNode((int)scalar.Start.Line, (int)scalar.Start.Column, inner, scalar.Value, isQuoted: true);
    }

    private static Problem Duplicate(ScalarNode key, int firstLine) => new(
        new Text($"the key '{Place.Short(key.Text)}' stands here a second time (first in line {firstLine})", $"键“{Place.Short(key.Text)}”重复（首次出现在第 {firstLine} 行）"),
        new Text("keep one of them", "请只保留一个")) { Line = key.Line, Column = key.Column, Key = key.Path };

    private Node Alias(Place place, int depth)
    {
        var alias = parser.Consume<AnchorAlias>();
        return anchors.TryGetValue(alias.Value.Value, out var node)
            ? Copy(node, alias.Start, place, depth)
            : throw new YamlFault(alias.Start.Line, alias.Start.Column, place,
                new Text($"no anchor named '{alias.Value.Value}' stands before this place", $"此前没有名为“{alias.Value.Value}”的锚点"),
                new Text("a value that begins with '*' needs quotes: \"*.example.com\"", "以“*”开头的值需要加引号：\"*.example.com\""));
    }

    private Node Copy(Node node, Mark at, Place place, int depth)
    {
        Count(at, place);
        return depth > DeepestLevel
            ? throw new YamlFault(at.Line, at.Column, place, new Text("nested too deeply", "嵌套过深"), new Text("no setting needs that", "没有任何设置需要如此嵌套"))
            : node switch
            {
                ScalarNode scalar => new ScalarNode(scalar.Line, scalar.Column, place, scalar.Text, scalar.IsQuoted),
                SequenceNode list => new SequenceNode(list.Line, list.Column, place,
                    [.. list.Items.Select((item, i) => Copy(item, at, place.Item(i), depth + 1))]),
                _ => CopyMapping((MappingNode)node, at, place, depth),
            };
    }

    private MappingNode CopyMapping(MappingNode map, Mark at, Place place, int depth) =>
        new(map.Line, map.Column, place, [.. map.Members.Select(member =>
        {
            var inner = place.Member(member.Key.Text);
            return new Member(
                new ScalarNode(member.Key.Line, member.Key.Column, inner, member.Key.Text, isQuoted: true),
                Copy(member.Value, at, inner, depth + 1));
        })]);

    private void Count(Mark at, Place place)
    {
        if (++nodes > MostNodes)
        {
            throw new YamlFault(at.Line, at.Column, place,
                new Text($"more than {MostNodes} values, aliases filled in", $"展开别名后超过 {MostNodes} 个值"),
                new Text("use fewer aliases, or split the file", "请减少别名，或拆分文件"));
        }
    }

    private static YamlFault Syntax(YamlException e, string text)
    {
        var lines = text.Split('\n');
        var why = e.InnerException?.Message ?? e.Message;
        var tab = Array.FindIndex(lines, IsIndentedWithTab);
        if (tab >= 0 && tab <= e.End.Line)
        {
            // The parser names the place where the surrounding block began.
            return new YamlFault(tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1, Place.Top,
                new Text("this line is indented with a tab, which YAML does not allow", "该行用制表符缩进，YAML 不允许这样做"),
                new Text("indent with blanks", "请用空格缩进"));
        }

        var line = lines.ElementAtOrDefault((int)e.Start.Line - 1) ?? "";
        return new YamlFault(e.Start.Line, e.Start.Column, Place.Top,
            new Text($"this is no YAML: {why}", $"YAML 语法错误：{why}"),
            line.IndexOfAny(['：', '，', '“', '”']) >= 0 ? FullWidthMend : new Text(
                "look at the indentation, at quotes and brackets without partner, and for a blank after each colon",
                "请检查缩进、未配对的引号与括号，以及冒号后的空格"));
    }

    private static bool IsIndentedWithTab(string line) =>
        line[..^line.TrimStart().Length].Contains('\t', StringComparison.Ordinal) && line.Trim().Length > 0;
}
