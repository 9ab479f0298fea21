using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.DdnsGo;

/// <summary>Where ddns-go gets an address, as a source of Mooring's.</summary>
/// <param name="Settings">The source.</param>
/// <param name="Notes">What is to be said about it.</param>
internal sealed record DdnsGoSource(MappingNode Settings, IReadOnlyList<Text> Notes)
{
    /// <summary>The source; null, and said, where there is no counterpart.</summary>
    public static DdnsGoSource? Of(ForeignMap settings, IpFamily family, Draft draft)
    {
        var (type, url, card, command, expression) =
            (settings.Value("gettype"), settings.Value("url"), settings.Value("netinterface"), settings.Value("cmd"), settings.Value("ipv6reg"));
        return (type?.Text.ToLowerInvariant() ?? "url") switch
        {
            "netinterface" when card is not null => FromCard(card, expression, family, draft),
            "cmd" when command is not null => FromCommand(command, family),
            "url" => FromUrls(url ?? Leaf.Of(settings.At, ""), family),
            _ => Nothing(type ?? Leaf.Of(settings.At, ""), draft),
        };
    }

    private static DdnsGoSource? Nothing(ScalarNode type, Draft draft)
    {
        draft.Miss(type, new Text(
            $"`gettype: {Expansion.Show(type.Text)}` does not say where the address comes from", $"`gettype: {Expansion.Show(type.Text)}` 没有说明地址的来源"));
        return null;
    }

    private static DdnsGoSource FromUrls(ScalarNode url, IpFamily family)
    {
        var (settings, notes) = PublicProbes.Of(
            url, url.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), family, DdnsGoTranslation.Tool);
        return new DdnsGoSource(settings, notes);
    }

    private static DdnsGoSource FromCommand(ScalarNode command, IpFamily family) => new(
        ShellCommand.Searched(command, [.. OperatingSystem.IsWindows() ? (string[])["powershell", "-Command"] : ["bash", "-c"], command.Text], family),
        [new Text(
            "ddns-go took the first thing in the output that looks like an address; here there must be exactly one",
            "ddns-go 取输出中第一个像地址的内容；这里必须恰好有一个地址")]);

    private static DdnsGoSource FromCard(ScalarNode card, ScalarNode? expression, IpFamily family, Draft draft)
    {
        var notes = new List<Text>();
        var choice = family == IpFamily.IPv6 && expression is not null ? Choice(expression, family, draft, notes) : null;
        if (choice is null && family == IpFamily.IPv6)
        {
            notes.Add(new Text(
                "ddns-go took the card's first global address, whatever its kind; here it is the stable one, neither temporary nor deprecated",
                "ddns-go 取网卡的第一个全球地址，不论类型；这里取稳定的地址，既非临时也未弃用"));
        }

        return new DdnsGoSource(
            Leaf.Map(
                card,
                Leaf.Entry(card, "family", family.Word()),
                Leaf.Entry(card, "source", "interface"),
                Leaf.Entry(Leaf.Literal(card, card.Text), "interface"),
                choice,
                family == IpFamily.IPv6 ? Leaf.Entry(card, "select", choice is null ? "stable" : "any") : null),
            notes);
    }

    private static Member? Choice(ScalarNode expression, IpFamily family, Draft draft, List<Text> notes)
    {
        var setting = AddressPattern.Setting(expression, expression.Text, family);
        notes.Add(setting is not null
            ? new Text(
                $"`ipv6reg: {Expansion.Show(expression.Text)}`; where nothing fitted, ddns-go took the first address anyway, Mooring changes nothing",
                $"`ipv6reg: {Expansion.Show(expression.Text)}`；没有匹配时 ddns-go 仍会取第一个地址，Mooring 则不做更改")
            : draft.Missed(expression, new Text(
                $"`ipv6reg: {Expansion.Show(expression.Text)}`: Mooring chooses by what an address is (`select`, `prefix`, `suffix`), never by its place in the list or by its look",
                $"`ipv6reg: {Expansion.Show(expression.Text)}`：Mooring 按地址的属性选择（`select`、`prefix`、`suffix`），从不按列表中的位置或字面匹配")));
        return setting;
    }
}
