using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Spelling;

namespace Mooring.Configuration.Kinds;

/// <summary>Domain names and what is written about them.</summary>
internal static class DnsNames
{
    /// <summary>An owner name: fully qualified; wildcard and underscore labels are taken, Unicode too.</summary>
    public static ScalarKind<DomainName> Owner { get; } = Name(new Text("a full domain name such as nas.example.com", "完整的域名，例如 nas.example.com"), wildcard: true);

    /// <summary>A name that stands for itself and all below it.</summary>
    public static ScalarKind<DomainName> Domain { get; } = Name(
        new Text("a domain name such as example.com", "域名，例如 example.com"), wildcard: false);

    /// <summary>A zone's apex.</summary>
    public static ScalarKind<DomainName> Zone { get; } = Name(new Text("a zone such as example.com", "区域（主域名），例如 example.com"), wildcard: false);

    /// <summary>A type that this program writes.</summary>
    public static ScalarKind<RecordType> Type { get; } = new(
        new Text($"a record type: {string.Join(", ", RecordType.Writable)}", $"记录类型：{string.Join("、", RecordType.Writable)}"),
        text => RecordType.Writable.FirstOrDefault(type => type == RecordType.Of(text.Text)) is { } type ? type : UnknownType(text))
    {
        Words = [.. RecordType.Writable.Select(type => type.Name)],
    };

    private static ScalarKind<DomainName> Name(Text title, bool wildcard) => new(title, text =>
    {
        if (!DomainName.TryParse(text.Text, out var name, out var why))
        {
            return text.BecauseOfItself(why, title, new Text($"write {title.English}", $"请填写{title.Chinese}"));
        }

        return name.Labels.Length < 2
            ? text.Not(title, new Text("write it in full, with its zone", "请写出包含主域名的全名"))
            : name.IsWildcard && !wildcard
                ? text.Because(new Text("a wildcard is not taken here", "此处不能使用通配符"), new Text($"write {name.Parent}", $"请填写 {name.Parent}"))
                : name;
    });

    private static Complaint UnknownType(ExpandedText text)
    {
        var words = RecordType.Writable.Select(type => type.Name).ToList();
        return text.Not(new Text("a record type that is written here", "支持的记录类型"),
            Nearest.Of(text.Shown, words) is { } near
                ? new Text($"did you mean {near}? The types are {string.Join(", ", words)}", $"您是否想写 {near}？可用类型：{string.Join("、", words)}")
                : new Text($"the types are {string.Join(", ", words)}", $"可用类型：{string.Join("、", words)}"));
    }
}
