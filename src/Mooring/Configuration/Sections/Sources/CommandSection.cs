using System.Text;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Text = Mooring.Core.Text;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: command</c>.</summary>
internal static class CommandSection
{
    private static readonly Key<IReadOnlyList<string>> Command = new("command", Programs.Command("command"),
        new Text("command: the program and its arguments; no shell", "command：程序及其参数；不经过 shell"));

    private static readonly Key<Encoding> Encoding = new("encoding", Programs.Encoding,
        new Text("command: the encoding of the output; else the system's", "command：输出的字符编码；未给出时用系统的"));

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("command", [Command, SourceKeys.Match, Encoding], Read);

    private static CommandAddress? Read(SourceHead head, Section section)
    {
        var (match, encoding) = (section.Find(SourceKeys.Match), section.Find(Encoding));
        return section.TryRequire(Command, out var command) && head.Family is { } family
            ? new CommandAddress(head.Name, family, head.Allow, command, match, encoding)
            : null;
    }
}
