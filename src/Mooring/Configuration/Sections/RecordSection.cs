using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Configuration.Sections;

/// <summary>One entry under <c>records:</c>.</summary>
// Long, because an entry may be one of three kinds (addresses, fixed values, absent), and their keys and what excludes what belong side by side.
internal static class RecordSection
{
    /// <summary>The owner name.</summary>
    public static readonly Key<DomainName> Name = new("name", DnsNames.Owner,
        new Text("the full name, such as nas.example.com; wildcards need quotes: \"*.example.com\"", "完整域名，例如 nas.example.com；通配符需加引号：\"*.example.com\"")) { IsRequired = true };

    /// <summary>The account.</summary>
    public static readonly Key<string> Account = new("account", Words.Any(new Text("the name of an account", "账号名称")),
        new Text("a name under `accounts`", "`accounts` 下的名称")) { IsRequired = true };

    /// <summary>The sources.</summary>
    public static readonly Key<IReadOnlyList<string>> Address = new("address",
        new ListKind<string>(Words.Any(new Text("the name of an address source", "地址来源的名称")), new Text("names under `addresses`", "`addresses` 下的名称")) { OrOne = true },
        new Text("names under `addresses`; two of one family give two values", "`addresses` 下的名称；同一地址族的两个来源给出两个值"));

    private static readonly Key<RecordType> Type = new("type", DnsNames.Type,
        new Text("a fixed record: its type", "固定记录：类型"));

    private static readonly Key<IReadOnlyList<ExpandedText>> Value = new("value",
        new ListKind<ExpandedText>(
            new ScalarKind<ExpandedText>(new Text("a record value", "记录值"), text => text) { JsonTypes = ["string", "integer"] },
            new Text("a record value or a list of them", "记录值或其列表")) { OrOne = true },
        new Text("a fixed record: its value, or a list", "固定记录：一个值或列表"));

    private static readonly Key<int> Priority = new("priority", Words.Number(0, 65535),
        new Text("MX: the priority", "MX：优先级"));

    private static readonly Key<IReadOnlyList<RecordType>> Absent = new("absent",
        new ListKind<RecordType>(DnsNames.Type, new Text("a list of record types", "记录类型列表")) { OrOne = true },
        new Text("types to remove, as far as they are ours or `id` names the record", "需要移除的类型（仅限属于我们的或 `id` 指明的记录）"));

    private static readonly Key<DomainName> Zone = new("zone", DnsNames.Zone,
        new Text("the zone; else the longest match in the account", "所在的区域；未给出时取账号中最长的匹配"));

    private static readonly Key<string> Line = new("line", new ScalarKind<string>(
            new Text("a line's name or code", "线路的名称或代码"),
            text => text.Text.Trim() is { Length: > 0 } line ? line : text.Not(new Text("a line", "线路"), new Text("write the provider's name or code, or leave it out", "请填写服务商的线路名称或代码，或删去"))) { JsonTypes = ["string", "integer"] },
        new Text("the provider's name or code of the line; else its default line", "服务商的线路名称或代码；未给出时为默认线路"));

    private static readonly Key<Ttl> Ttl = new("ttl", Durations.Ttl,
        new Text("seconds or 10m, 1h; left out, an existing record keeps its own and a new one gets 600", "秒数或 10m、1h；未给出时，已有记录保持原值，新记录为 600"));

    private static readonly Key<SetMode> Mode = new("mode", Words.Choice(("adopt", SetMode.Adopt), ("join", SetMode.Join), ("own", SetMode.Own)),
        new Text("whose records may change: take over the single one, stand beside others, or own the whole set", "可改动哪些记录：接管唯一的一条、与他人的并存，或独占整个记录集")) { Default = "adopt" };

    private static readonly Key<bool> Create = new("create", Words.Switch,
        new Text("whether a missing record is added", "记录不存在时是否新建")) { Default = "true" };

    private static readonly Key<string> Id = new("id", new ScalarKind<string>(
            new Text("the provider's id of the record", "服务商的记录 ID"),
            text => text.Text.Length is > 0 and <= 64 && text.Text.All(char.IsAsciiLetterOrDigit)
                ? text.Text
                : text.Not(new Text("a record id", "记录 ID"), new Text("`mooring records list ZONE` shows the ids", "`mooring records list 区域` 会列出 ID"))) { JsonTypes = ["string", "integer"] },
        new Text("pins one record at the provider", "固定为服务商处的某一条记录"));

    /// <summary>The keys.</summary>
    public static Shape Shape { get; } = new(new Text("a record", "记录设置"),
        Name, Account, Address, Type, Value, Priority, Absent, Zone, Line, Ttl, Mode, Create, Id);

    /// <summary>All entries.</summary>
    public static ListKind<RecordEntry> All { get; } = new(
        new ObjectKind<RecordEntry>(Shape, Read), new Text("a list of records", "记录列表")) { Least = 0 };

    private static RecordEntry? Read(Section section)
    {
        var name = section.Find(Name);
        var wish = Wish(section);
        var zone = section.Find(Zone);
        if (name is not null && zone is not null && !name.IsWithin(zone))
        {
            section.Report(Zone,
                new Text($"{section.AsWritten(Name)} does not lie in the zone {section.AsWritten(Zone)}", $"{section.AsWritten(Name)} 不在区域 {section.AsWritten(Zone)} 内"),
                new Text("correct the name or the zone, or leave the zone out", "请更正域名或区域，或删去 zone"));
        }

        var settings = new RecordSettings
        {
            Key = section.Path,
            Name = name ?? DomainName.Root,
            Account = section.Find(Account) ?? "",
            Wish = wish ?? new RecordWish.Absent([]),
            Zone = zone,
            Line = section.Find(Line),
            Ttl = section.TryGet(Ttl, out var ttl) ? ttl : null,
            Mode = section.Get(Mode, SetMode.Adopt),
            Create = section.Get(Create, true),
            Id = section.Find(Id),
        };
        CheckId(section, settings);
        return new RecordEntry(section, settings, name is not null && wish is not null && IsTold(section, settings));
    }

    /// <summary>Whether what tells one set from another was readable; errors elsewhere in the entry do not matter to that.</summary>
    private static bool IsTold(Section section, RecordSettings settings) =>
        settings.Account.Length > 0 && section.Has(Line) == settings.Line is not null && section.Has(Id) == settings.Id is not null;

    private static RecordWish? Wish(Section section)
    {
        Key[] written = [.. new Key[] { Address, Value, Absent }.Where(section.Has)];
        if (written.Length != 1)
        {
            ReportChoice(section, written);
            return null;
        }

        ReportStrays(section, written[0]);
        return written[0] == Address ? FromSources(section) : written[0] == Value ? Fixed(section) : Gone(section);
    }

    private static void ReportChoice(Section section, Key[] written)
    {
        var mend = new Text(
            "write one of `address: SOURCE`, `type:` with `value:`, or `absent: [TYPE]`",
            "请从 `address: 来源`、`type:` 加 `value:`、`absent: [类型]` 中选写一种");
        if (written.Length == 0)
        {
            section.Report(section.Has(Type) ? Value : Address,
                section.Has(Type)
                    ? new Text("'value' is missing beside 'type'", "有“type”却缺少“value”")
                    : new Text("it is not said what the record shall hold", "没有说明记录的内容"), mend);
            return;
        }

        section.ReportMisplaced(written[1],
            new Text($"'{written[1].Name}' cannot stand beside '{written[0].Name}'", $"“{written[1].Name}”不能与“{written[0].Name}”同时出现"), mend);
    }

    private static void ReportStrays(Section section, Key wish)
    {
        Key[] strays = wish == Value ? [] : wish == Address ? [Type, Priority] : [Type, Priority, Ttl, Create];
        foreach (var stray in strays.Where(section.Has))
        {
            section.ReportMisplaced(stray,
                new Text($"'{stray.Name}' has no meaning beside '{wish.Name}'", $"“{stray.Name}”与“{wish.Name}”一起没有意义"),
                stray == Type && wish == Address
                    ? new Text("leave it out: the sources' families decide", "请删去：类型由来源的地址族决定")
                    : new Text("leave it out", "请删去"));
        }
    }

    private static RecordWish.Addresses? FromSources(Section section)
    {
        if (!section.TryGet(Address, out var sources))
        {
            return null;
        }

        if (sources.Distinct(StringComparer.Ordinal).Count() < sources.Count)
        {
            section.Report(Address, new Text("a source is named twice", "有来源出现了两次"), new Text("name it once", "请只写一次"));
        }

        return new RecordWish.Addresses(sources);
    }

    private static RecordWish.Absent? Gone(Section section) =>
        section.TryGet(Absent, out var types) ? new RecordWish.Absent([.. types.Distinct()]) : null;

    private static RecordWish.Values? Fixed(Section section)
    {
        var hasPriority = section.TryGet(Priority, out var number);
        var hasValue = section.TryGet(Value, out var texts);
        if (!section.TryRequire(Type, out var type) || (section.Has(Priority) && !hasPriority))
        {
            return null;
        }

        if (section.Has(Priority) && type != RecordType.Mx)
        {
            section.ReportMisplaced(Priority,
                new Text($"a priority belongs to MX records only, not to {type}", $"只有 MX 记录才有优先级，{type} 记录没有"),
                new Text("leave it out", "请删去"));
            return null;
        }

        var contents = new List<RecordValue>();
        foreach (var text in hasValue ? texts! : [])
        {
            if (RecordValueParser.TryParse(type, text.Text, hasPriority ? number : null, out var value, out var why))
            {
                contents.Add(value);
            }
            else
            {
                section.Report(Value, text.IsLiteral ? why : text.Not(Content(type), why).Message, new Text($"write {Content(type).English}", $"请填写{Content(type).Chinese}"));
            }
        }

        CheckDistinct(section, type, contents);
        return new RecordWish.Values(type, contents);
    }

    private static Text Content(RecordType type) => new($"a value of type {type}", $" {type} 类型的值");

    private static void CheckDistinct(Section section, RecordType type, List<RecordValue> contents)
    {
        if (contents.Distinct().Count() < contents.Count)
        {
            section.Report(Value, new Text("a value stands twice", "有重复的值"), new Text("write it once", "请只写一次"));
        }

        if (type == RecordType.Cname && contents.Count > 1)
        {
            section.Report(Value,
                new Text("a name can have one CNAME only", "一个域名只能有一条 CNAME"),
                new Text("write one value (RFC 1034 §3.6.2)", "请只写一个值（RFC 1034 §3.6.2）"));
        }
    }

    private static void CheckId(Section section, RecordSettings settings)
    {
        var several = settings.Wish switch
        {
            RecordWish.Addresses wish => wish.Sources.Count > 1,
            RecordWish.Values wish => wish.Contents.Count > 1,
            RecordWish.Absent wish => wish.Types.Count > 1,
            _ => false,
        };
        if (settings.Id is not null && several)
        {
            section.Report(Id,
                new Text("an id means one record, but this entry stands for several", "一个 ID 只对应一条记录，而本项包含多条"),
                new Text("make an entry of its own for each record", "请为每条记录单独写一项"));
        }
    }
}

/// <summary>An entry and where it stands, until references and duplicates are checked.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="Settings">What was read of it.</param>
/// <param name="IsWhole">Whether it is known which sets it means.</param>
internal sealed record RecordEntry(Section Section, RecordSettings Settings, bool IsWhole);
