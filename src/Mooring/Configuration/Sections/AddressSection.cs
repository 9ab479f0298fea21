using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Sections.Sources;
using Mooring.Configuration.Settings;
using Mooring.Core.Addresses;
using Text = Mooring.Core.Text;

namespace Mooring.Configuration.Sections;

/// <summary>One entry under <c>addresses:</c>.</summary>
internal static class AddressSection
{
    private static readonly SourceKind[] Kinds =
    [
        ProbeSection.Kind, InterfaceSection.Kind, RouterSection.Kind, NeighbourSection.Kind,
        CommandSection.Kind, FileSection.Kind, StaticSection.Kind, FirstOfSection.Kind,
    ];

    private static readonly Key<SourceKind> Source = new("source", Words.Choice<SourceKind>([.. Kinds.Select(kind => (kind.Word, kind))]),
        new Text(
            "where it comes from: servers outside, an interface, the router, this machine's prefix for a neighbour, a program, a file that a hook writes, this file, or the first of several",
            "地址来源：外部服务器、网卡、路由器、以本机前缀推算的邻居、程序、钩子脚本写的文件、本配置，或多个来源中的第一个")) { IsRequired = true };

    /// <summary>The keys.</summary>
    public static Shape Shape { get; } = new(new Text("an address source", "地址来源设置"),
        [SourceKeys.Family, Source, SourceKeys.Allow, .. Kinds.SelectMany(kind => kind.Keys).Distinct()]);

    /// <summary>All sources.</summary>
    public static MapKind<AddressEntry> All { get; } = new(
        Shape, new Text("a mapping from names to address sources", "以名称为键的地址来源列表"), Read);

    private static AddressEntry? Read(string name, Section section)
    {
        var family = section.TryGet(SourceKeys.Family, out var given) ? given : default(IpFamily?);
        var allow = section.Get(SourceKeys.Allow, []).Aggregate(AllowedRanges.None, (all, one) => all | one);
        if (!section.TryGet(Source, out var kind))
        {
            return null;
        }

        Misplaced(section, kind);
        return kind.Read(new SourceHead(name, family, allow), section) is { } settings && !section.Failed ? new AddressEntry(section, settings) : null;
    }

    private static void Misplaced(Section section, SourceKind kind)
    {
        foreach (var key in Kinds.SelectMany(other => other.Keys).Distinct().Where(key => !kind.Keys.Contains(key) && section.Has(key)))
        {
            var owners = Kinds.Where(owner => owner.Keys.Contains(key)).Select(owner => owner.Word).ToArray();
            var (or, choice) = (string.Join(" or ", owners), string.Join(" / ", owners.Select(owner => $"`source: {owner}`")));
            section.ReportMisplaced(key,
                new Text($"'{key.Name}' belongs to source {or}, not to {kind.Word}", $"“{key.Name}”属于来源 {string.Join("、", owners)}，而不是 {kind.Word}"),
                new Text($"leave it out, or write {choice}", $"请删去，或写 {choice}"));
        }
    }
}

/// <summary>A source and where it stands.</summary>
/// <param name="Section">Where it stands, for reporting what only the whole file shows.</param>
/// <param name="Settings">What it says.</param>
internal sealed record AddressEntry(Section Section, AddressSettings Settings);
