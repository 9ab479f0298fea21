using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: neighbour</c>.</summary>
internal static class NeighbourSection
{
    private const int DefaultLength = 64;

    private static readonly Key<AddressSuffix> Mac = new("mac", Addresses.Hardware,
        new Text("neighbour: the other machine's hardware address, where it makes its IPv6 address of that (EUI-64)", "neighbour：另一台机器的 MAC 地址（其 IPv6 地址由 MAC 生成时，EUI-64）"));

    private static readonly Key<int> PrefixLength = new("prefix-length", Words.Number(48, DefaultLength),
        new Text("neighbour: how many bits are taken from this machine's address", "neighbour：取自本机地址的前缀位数")) { Default = "64" };

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("neighbour", [SourceKeys.Interface, SourceKeys.Suffix, Mac, PrefixLength], Read);

    private static NeighbourAddress? Read(SourceHead head, Section section)
    {
        var length = section.Get(PrefixLength, DefaultLength);
        var suffix = ReadSuffix(section);
        if (suffix is not null && length > suffix.FreeBits)
        {
            section.Report(section.Has(PrefixLength) ? PrefixLength : SourceKeys.Suffix,
                new Text($"a prefix of {length} bits leaves no room for {suffix}", $"{length} 位的前缀容不下 {suffix}"),
                new Text($"write `prefix-length: {suffix.FreeBits}` or less, or a shorter suffix", $"请写 `prefix-length: {suffix.FreeBits}` 或更小，或缩短后缀"));
        }

        return section.TryRequire(SourceKeys.Interface, out var network)
            && SourceKeys.RequireFamily(head, section, IpFamily.IPv6, new Text(
                "a neighbour's address is known for IPv6 only; behind IPv4's NAT all machines share the router's", "只有 IPv6 才能得知邻居的地址；IPv4 NAT 之后所有机器共用路由器的地址"))
            && head.Family is { } family && suffix is not null
            ? new NeighbourAddress(head.Name, family, head.Allow, network, suffix, length)
            : null;
    }

    private static AddressSuffix? ReadSuffix(Section section)
    {
        if (section.Has(SourceKeys.Suffix) && section.Has(Mac))
        {
            section.ReportMisplaced(Mac,
                new Text("'mac' and 'suffix' say the same", "“mac”与“suffix”含义重复"), new Text("keep one of both", "请只保留其中一个"));
        }
        else if (!section.Has(SourceKeys.Suffix) && !section.Has(Mac))
        {
            section.Report(SourceKeys.Suffix,
                new Text("it is not said which neighbour: 'suffix' or 'mac' is missing", "未指明是哪台机器：缺少“suffix”或“mac”"),
                new Text(
                    "add `suffix: '::1:2:3:4'`, the end of its address, or `mac: '02:00:5e:10:20:30'`",
                    "请添加 `suffix: '::1:2:3:4'`（其地址的后半部分），或 `mac: '02:00:5e:10:20:30'`"));
        }

        return section.Find(SourceKeys.Suffix) ?? section.Find(Mac);
    }
}
