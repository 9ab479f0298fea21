using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.NewFuture;

/// <summary><c>index4</c> and <c>index6</c>: one way to find the address, or several that are tried in order.</summary>
internal static class NewFutureIndex
{
    private static readonly Text Default = new(
        "`default`: the source address of packets on the default route; here an address of any interface, that route's first; a private one is refused (`source: probe` asks outside)",
        "`default`：默认路由所用的源地址；这里取任一网卡的地址，默认路由的优先；私有地址会被拒绝（`source: probe` 可向外部询问）");

    private static readonly Text Several = new("tried in this order, as before", "按此顺序尝试，与原来相同");

    /// <summary>Whether the family is switched off.</summary>
    public static bool IsOff(Node? index) => index is ScalarNode { Text: var text } && text.Trim().ToUpperInvariant() is "FALSE" or "NONE";

    /// <summary>The name of a source that goes these ways; null, and said, where none has a counterpart.</summary>
    /// <param name="index">The ways as written; null where none are.</param>
    /// <param name="without">What stands for their place then.</param>
    /// <param name="family">The family.</param>
    /// <param name="wish">The name that the source shall have.</param>
    /// <param name="draft">Where it is added.</param>
    public static string? Add(Node? index, Node without, IpFamily family, string wish, Draft draft)
    {
        IReadOnlyList<ScalarNode> ways = index switch
        {
            null => [Leaf.Of(without, "default")],
            SequenceNode list => [.. list.Items.OfType<ScalarNode>()],
            var one => [.. new[] { one }.OfType<ScalarNode>()],
        };
        var found = ways.Select(way => (Way: way, Source: One(way, family))).ToList();
        foreach (var (way, _) in found.Where(one => one.Source is null))
        {
            draft.Miss(way, Without(way.Text));
        }

        var sources = found.Select(one => one.Source).OfType<(MappingNode Settings, IReadOnlyList<Text> Notes)>().ToList();
        return sources.Count switch
        {
            0 => null,
            1 => draft.AddAddress(wish, sources[0].Settings, sources[0].Notes),
            _ => Chain(index!, [.. sources.Select((source, i) => draft.AddAddress($"{wish}-{i + 1}", source.Settings, source.Notes))], family, wish, draft),
        };
    }

    private static string Chain(Node index, IReadOnlyList<string> names, IpFamily family, string wish, Draft draft) => draft.AddAddress(
        wish,
        Leaf.Map(
            index,
            Leaf.Entry(index, "family", family.Word()),
            Leaf.Entry(index, "source", "first-of"),
            new Member(Leaf.Of(index, "of"), Leaf.List(index, names.Select(name => Leaf.Of(index, name))))),
        Several);

    private static (MappingNode Settings, IReadOnlyList<Text> Notes)? One(ScalarNode way, IpFamily family)
    {
        var text = way.Text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, rest) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return kind.ToLowerInvariant() switch
        {
            "default" when colon < 0 => (Card(way, family, null), [Default]),
            "public" when colon < 0 => (PublicProbes.BuiltIn(way, family), [PublicProbes.TakesThePlace(NewFutureTranslation.Tool)]),
            "url" => PublicProbes.Of(way, [rest.Trim()], family, NewFutureTranslation.Tool),
            "cmd" => (ShellCommand.Bare(way, rest.Split(' ', StringSplitOptions.RemoveEmptyEntries), family), []),
            "shell" => (ShellCommand.Bare(way, [.. OperatingSystem.IsWindows() ? (string[])["cmd", "/c"] : ["sh", "-c"], rest.Trim()], family), []),
            "regex" => ByPattern(way, rest.Trim(), family),
            _ when text.All(char.IsAsciiDigit) => null,
            _ => ByPattern(way, text, family),
        };
    }

    private static (MappingNode Settings, IReadOnlyList<Text> Notes)? ByPattern(ScalarNode way, string expression, IpFamily family) =>
        AddressPattern.Setting(way, expression, family) is { } setting
            ? (Card(way, family, setting), [new Text(
                $"`{Expansion.Show(way.Text)}`: the address of any interface that fits", $"`{Expansion.Show(way.Text)}`：任一网卡上符合的地址")])
            : null;

    private static MappingNode Card(ScalarNode way, IpFamily family, Member? choice) => Leaf.Map(
        way,
        Leaf.Entry(way, "family", family.Word()),
        Leaf.Entry(way, "source", "interface"),
        Leaf.Entry(way, "interface", "*"),
        choice,
        choice is null || family == IpFamily.IPv4 ? null : Leaf.Entry(way, "select", "any"));

    private static Text Without(string way) => way.All(char.IsAsciiDigit)
        ? new Text(
            $"`{way}`, the address with that number in the system's list; Mooring goes by names: write `source: interface` with the card's name",
            $"`{way}`：系统列表中的第几个地址；Mooring 按名称选择：请写 `source: interface` 和网卡名称")
        : new Text(
            $"`{Expansion.Show(way)}`; Mooring chooses by what an address is (`select`, `prefix`, `suffix`), not by how the system's listing looks",
            $"`{Expansion.Show(way)}`；Mooring 按地址的属性选择（`select`、`prefix`、`suffix`），而不是匹配系统输出的文本");
}
