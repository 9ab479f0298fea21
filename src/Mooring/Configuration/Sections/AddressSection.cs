using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Probe;
using Text = Mooring.Core.Text;

namespace Mooring.Configuration.Sections;

/// <summary>One entry under <c>addresses:</c>.</summary>
internal static class AddressSection
{
    private const int DefaultAgreement = 2;

    private enum Origin
    {
        Probe,
        Interface,
        Command,
        Static,
    }

    private static readonly Key<IpFamily> Family = new("family", Addresses.Family,
        new Text("the family of the address: ipv4 (published as A) or ipv6 (AAAA)", "地址族：ipv4（发布为 A）或 ipv6（发布为 AAAA）")) { IsRequired = true };

    private static readonly Key<Origin> Source = new("source",
        Words.Choice(("probe", Origin.Probe), ("interface", Origin.Interface), ("command", Origin.Command), ("static", Origin.Static)),
        new Text("where it comes from: servers outside, an interface, a program, or this file", "地址来源：外部服务器、网卡、程序，或本文件")) { IsRequired = true };

    private static readonly Key<IReadOnlyList<AllowedRanges>> Allow = new("allow",
        new ListKind<AllowedRanges>(Addresses.Range, new Text("a list of special-use ranges", "特殊用途地址段列表")) { OrOne = true },
        new Text("special-use ranges that are otherwise refused", "放行原本会被拒绝的特殊用途地址段"));

    private static readonly Key<IReadOnlyList<ProbeTarget>> Probes = new("probes",
        new ListKind<ProbeTarget>(Urls.Probe, new Text("a list of probes", "探测地址列表")) { OrOne = true },
        new Text("probe: what to ask instead of the built-in probes", "probe：代替内置探测的地址"));

    private static readonly Key<int> Agree = new("agree", Words.Number(1, 16),
        new Text("probe: how many independent operators must tell the same address", "probe：须有多少家相互独立的运营方给出相同地址")) { Default = "2" };

    private static readonly Key<string> Interface = new("interface", Words.Any(new Text("an interface's name such as eth0, or a pattern such as en*", "网卡名称（例如 eth0）或通配符（例如 en*）")),
        new Text("interface: its name, or a pattern with `*` and `?`", "interface：网卡名称，可用通配符 `*` 和 `?`"));

    private static readonly Key<AddressKind> Select = new("select", Addresses.Select,
        new Text("interface: which of several IPv6 addresses", "interface：在多个 IPv6 地址中选用哪一类")) { Default = "stable" };

    private static readonly Key<IpPrefix> Prefix = new("prefix", Addresses.Prefix,
        new Text("interface: the range that the address must lie in", "interface：地址所属的前缀"));

    private static readonly Key<AddressSuffix> Suffix = new("suffix", Addresses.Suffix,
        new Text("interface: the last 64 bits that the IPv6 address must have", "interface：IPv6 地址的最后 64 位"));

    private static readonly Key<IReadOnlyList<string>> Command = new("command", Programs.Command("command"),
        new Text("command: the program and its arguments; no shell", "command：程序及其参数；不经过 shell"));

    private static readonly Key<Regex> Match = new("match", Programs.Pattern,
        new Text("command: a regular expression with one group that must hit exactly one address", "command：含一个分组的正则表达式，须恰好命中一个地址"));

    private static readonly Key<Encoding> Encoding = new("encoding", Programs.Encoding,
        new Text("command: the encoding of the output; else the system's", "command：输出的字符编码；未给出时用系统的"));

    private static readonly Key<IPAddress> Value = new("value", Addresses.One,
        new Text("static: the address", "static：地址"));

    private static readonly Dictionary<Origin, Key[]> Belonging = new()
    {
        [Origin.Probe] = [Probes, Agree],
        [Origin.Interface] = [Interface, Select, Prefix, Suffix],
        [Origin.Command] = [Command, Match, Encoding],
        [Origin.Static] = [Value],
    };

    /// <summary>The keys.</summary>
    public static Shape Shape { get; } = new(new Text("an address source", "地址来源设置"),
        Family, Source, Allow, Probes, Agree, Interface, Select, Prefix, Suffix, Command, Match, Encoding, Value);

    /// <summary>All sources.</summary>
    public static MapKind<AddressSettings> All { get; } = new(
        Shape, new Text("a mapping from names to address sources", "以名称为键的地址来源列表"), Read);

    private static AddressSettings? Read(string name, Section section)
    {
        var hasFamily = section.TryGet(Family, out var family);
        var hasSource = section.TryGet(Source, out var source);
        var allow = section.Get(Allow, []).Aggregate(AllowedRanges.None, (all, one) => all | one);
        if (hasSource)
        {
            Misplaced(section, source);
        }

        AddressSettings? address = !hasSource ? null : source switch
        {
            Origin.Probe => Probe(name, section, family, allow),
            Origin.Interface => FromInterface(name, section, family, allow),
            Origin.Command => FromCommand(name, section, family, allow),
            _ => Static(name, section, hasFamily ? family : null, allow),
        };
        return section.Failed ? null : address;
    }

    private static void Misplaced(Section section, Origin source)
    {
        foreach (var (owner, key) in Belonging.SelectMany(pair => pair.Value.Select(key => (pair.Key, key))))
        {
            if (owner != source && section.Has(key))
            {
                var (word, right) = (owner.ToString().ToLowerInvariant(), source.ToString().ToLowerInvariant());
                section.ReportMisplaced(key,
                    new Text($"'{key.Name}' belongs to source {word}, not to {right}", $"“{key.Name}”属于来源 {word}，而不是 {right}"),
                    new Text($"leave it out, or write `source: {word}`", $"请删去，或写 `source: {word}`"));
            }
        }
    }

    private static ProbeAddress? Probe(string name, Section section, IpFamily family, AllowedRanges allow)
    {
        var given = section.TryGet(Probes, out var probes);
        var agree = section.Get(Agree, DefaultAgreement);

        // Whether two hosts have one operator cannot be told from their names, except that one host is one operator.
        var operators = probes?.Select(probe => probe.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count() ?? 0;
        if (given && operators < agree)
        {
            section.Report(section.Has(Agree) ? Agree : Probes,
                new Text(
                    $"{agree} {(agree == 1 ? "operator" : "operators")} must agree, but the probes name {operators}",
                    $"要求 {agree} 家运营方一致，但探测地址只涉及 {operators} 家"),
                new Text($"add probes of other operators, or write `agree: {operators}`", $"请增加其他运营方的探测地址，或写 `agree: {operators}`"));
        }

        return new ProbeAddress(name, family, allow, probes ?? [], agree);
    }

    private static InterfaceAddress? FromInterface(string name, Section section, IpFamily family, AllowedRanges allow)
    {
        foreach (var key in new Key[] { Select, Suffix }.Where(key => section.Has(key) && family == IpFamily.IPv4))
        {
            section.ReportMisplaced(key,
                new Text($"'{key.Name}' concerns IPv6 only", $"“{key.Name}”仅用于 IPv6"),
                new Text("leave it out, or write `family: ipv6`", "请删去，或写 `family: ipv6`"));
        }

        var prefix = section.Find(Prefix);
        if (prefix is not null && prefix.Address.Family() != family)
        {
            section.Report(Prefix,
                new Text($"{prefix} is of the other family", $"{prefix} 属于另一地址族"),
                new Text($"write `family: {prefix.Address.Family().Word()}`, or another prefix", $"请写 `family: {prefix.Address.Family().Word()}`，或换一个前缀"));
        }

        return section.TryRequire(Interface, out var network)
            ? new InterfaceAddress(name, family, allow, network, section.Get(Select, AddressKind.Stable), prefix, section.Find(Suffix))
            : null;
    }

    private static CommandAddress? FromCommand(string name, Section section, IpFamily family, AllowedRanges allow)
    {
        var (match, encoding) = (section.Find(Match), section.Find(Encoding));
        return section.TryRequire(Command, out var command)
            ? new CommandAddress(name, family, allow, command, match, encoding)
            : null;
    }

    private static StaticAddress? Static(string name, Section section, IpFamily? family, AllowedRanges allow)
    {
        if (!section.TryRequire(Value, out var value) || family is not { } known)
        {
            return null;
        }

        if (new AddressPolicy(known, allow).Refuse(value) is { } reason)
        {
            section.Report(Value,
                new Text($"{value}: {reason.English}", $"{value}：{reason.Chinese}"),
                value.Family() == known
                    ? new Text("write a public address, or name its range in `allow`", "请填写公网地址，或在 `allow` 中放行其地址段")
                    : new Text($"write `family: {value.Family().Word()}`, or another address", $"请写 `family: {value.Family().Word()}`，或换一个地址"));
        }

        return new StaticAddress(name, known, allow, value);
    }
}
