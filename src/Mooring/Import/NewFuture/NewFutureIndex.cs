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

    /// <summary>Whether the family is switched off.</summary>
    public static bool IsOff(Node? index) => index is ScalarNode { Text: var text } && text.Trim().ToUpperInvariant() is "FALSE" or "NONE";

    /// <summary>The source, and what is to be said about it; null, and said, where no way has a counterpart.</summary>
    public static (MappingNode Settings, IReadOnlyList<Text> Notes)? Source(Node? index, Node without, IpFamily family, Draft draft)
    {
        IReadOnlyList<ScalarNode> ways = index switch
        {
            null => [Leaf.Of(without, "default")],
            SequenceNode list => [.. list.Items.OfType<ScalarNode>()],
            var one => [.. new[] { one }.OfType<ScalarNode>()],
        };
        var passed = new List<Text>();
        for (var i = 0; i < ways.Count; i++)
        {
            if (One(ways[i], family) is { } found)
            {
                var rest = ways.Skip(i + 1).Select(way => draft.Missed(way, new Text(
                    $"`{Expansion.Show(way.Text)}`, which NewFuture/DDNS tried when the one before it found nothing", $"`{Expansion.Show(way.Text)}`：NewFuture/DDNS 在前一种方式没有结果时的后备")));
                return (found.Settings, [.. passed, .. found.Notes, .. rest]);
            }

            passed.Add(draft.Missed(ways[i], Without(ways[i].Text)));
        }

        passed.ForEach(draft.Say);
        return null;
    }

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
