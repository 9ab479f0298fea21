using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: first-of</c>.</summary>
internal static class FirstOfSection
{
    /// <summary>The sources, by name.</summary>
    public static readonly Key<IReadOnlyList<string>> Of = new("of",
        new ListKind<string>(Words.Any(new Text("the name of an address source", "地址来源名称")), new Text("names under `addresses`", "`addresses` 下的名称")) { OrOne = true },
        new Text("first-of: other sources in order; the first that knows an address counts", "first-of：按顺序列出其他来源，取第一个得到地址的"));

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("first-of", [Of], Read);

    private static FirstOfAddress? Read(SourceHead head, Section section)
    {
        if (section.Has(SourceKeys.Allow))
        {
            section.ReportMisplaced(SourceKeys.Allow,
                new Text("'allow' stands with the sources that find addresses, not with a chain of them", "“allow”应写在得出地址的来源上，而不是写在 first-of 上"),
                new Text("move it to those that `of` names", "请移到 `of` 所列的来源上"));
        }

        return section.TryRequire(Of, out var members) && head.Family is { } family ? new FirstOfAddress(head.Name, family, members) : null;
    }
}
