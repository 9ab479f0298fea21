using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: file</c>.</summary>
internal static class FileSection
{
    private static readonly Key<string> Path = new("path", Files.Path,
        new Text("file: a small file that a router's or DHCP client's hook writes", "file：由路由器或 DHCP 客户端的钩子脚本写入的小文件"));

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("file", [Path, SourceKeys.Match], Read);

    private static FileAddress? Read(SourceHead head, Section section)
    {
        var match = section.Find(SourceKeys.Match);
        return section.TryRequire(Path, out var path) && head.Family is { } family
            ? new FileAddress(head.Name, family, head.Allow, section.State.Resolve(path), match)
            : null;
    }
}
