using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: interface</c>.</summary>
internal static class InterfaceSection
{
    private const int SuffixBits = 64;

    private static readonly Key<AddressKind> Select = new("select", Addresses.Select,
        new Text("interface: which of several IPv6 addresses", "interface：在多个 IPv6 地址中选用哪一类")) { Default = "stable" };

    private static readonly Key<IpPrefix> Prefix = new("prefix", Addresses.Prefix,
        new Text("interface: the range that the address must lie in", "interface：地址所属的前缀"));

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("interface", [SourceKeys.Interface, Select, Prefix, SourceKeys.Suffix], Read);

    private static InterfaceAddress? Read(SourceHead head, Section section)
    {
        var (prefix, suffix) = (section.Find(Prefix), section.Find(SourceKeys.Suffix));
        CheckFamily(head, section, prefix);
        if (suffix?.FreeBits < SuffixBits)
        {
            section.Report(SourceKeys.Suffix,
                new Text($"{suffix} is more than the last {SuffixBits} bits", $"{suffix} 超出最后 {SuffixBits} 位"),
                new Text("write the last 64 bits, and the rest as `prefix`", "请只写最后 64 位，其余部分写在 `prefix` 中"));
        }

        return section.TryRequire(SourceKeys.Interface, out var network) && head.Family is { } family
            ? new InterfaceAddress(head.Name, family, head.Allow, network, section.Get(Select, AddressKind.Stable), prefix, suffix)
            : null;
    }

    private static void CheckFamily(SourceHead head, Section section, IpPrefix? prefix)
    {
        foreach (var key in new Key[] { Select, SourceKeys.Suffix }.Where(key => section.Has(key) && head.Family == IpFamily.IPv4))
        {
            section.ReportMisplaced(key,
                new Text($"'{key.Name}' concerns IPv6 only", $"“{key.Name}”仅用于 IPv6"),
                new Text("leave it out, or write `family: ipv6`", "请删去，或写 `family: ipv6`"));
        }

        if (prefix is not null && head.Family is { } family && prefix.Address.Family() != family)
        {
            section.Report(Prefix,
                new Text($"{prefix} is of the other family", $"{prefix} 属于另一地址族"),
                new Text($"write `family: {prefix.Address.Family().Word()}`, or another prefix", $"请写 `family: {prefix.Address.Family().Word()}`，或换一个前缀"));
        }
    }
}
