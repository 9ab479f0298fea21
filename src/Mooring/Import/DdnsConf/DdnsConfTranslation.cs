using System.Globalization;
using Mooring.Configuration;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Import.Ini;

namespace Mooring.Import.DdnsConf;

/// <summary>What aliyun-ddns-client's <c>ddns.conf</c> says, as settings of Mooring: the same for running it and for importing it.</summary>
/// <remarks>
/// The tool updates records that exist and never adds one. It skips sections that it cannot use in silence; here they are errors, since a
/// name that is not kept should be known.
/// </remarks>
internal sealed class DdnsConfTranslation
{
    private const string Feature = "feature_";

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private readonly DdnsConfReading reading;
    private readonly Draft draft = new();
    private readonly DdnsConfSources sources;
    private readonly IniSection defaults;

    private DdnsConfTranslation(IniFile file, ICollection<Problem> problems)
    {
        (reading, defaults) = (new DdnsConfReading(file, problems), file.Defaults);
        sources = new DdnsConfSources(reading, draft);
    }

    /// <summary>Translates; what is wrong is reported, and the settings are to be judged all the same, so that everything is shown at once.</summary>
    public static Draft Translate(string text, ICollection<Problem> problems) =>
        new DdnsConfTranslation(IniReader.Read(text, problems), problems).Translate();

    private Draft Translate()
    {
        DdnsConfNotes.General(draft);
        var account = Account();
        var records = reading.File.Sections.Where(section => !section.Name.Text.StartsWith(Feature, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var section in records)
        {
            Record(section, account);
        }

        if (records.Count == 0)
        {
            reading.Warn(defaults.Name,
                new Text("there is no record section, so nothing is kept", "没有任何记录节，因此不会维护任何记录"),
                new Text("add one: `[home]` with `domain`, `sub_domain` and `type`", "请添加一节：`[home]`，含 `domain`、`sub_domain` 和 `type`"));
        }

        Daemon();
        WarnUnknown(records);
        return draft;
    }

    private string Account()
    {
        var id = reading.Require(defaults, "access_id", new Text("the AccessKey ID", "密钥 ID（AccessKey ID）"));
        var key = reading.Require(defaults, "access_key", new Text("the AccessKey Secret", "密钥（AccessKey Secret）"));
        var endpoint = reading.Find(defaults, "endpoint");
        return draft.AddAccount("aliyun", Leaf.Map(
            id ?? defaults.Name,
            Leaf.Entry(defaults.Name, "provider", "alidns"),
            Leaf.Entry(id ?? Placeholder, "access-key-id"),
            Leaf.Entry(key ?? Placeholder, "access-key-secret"),
            endpoint is null ? null : Leaf.Entry(endpoint, "endpoint")), SecretNote.Text);
    }

    // Stands for what is missing and reported, so that the rest is judged too.
    private ScalarNode Placeholder => Leaf.Of(defaults.Name, "-");

    private void Record(IniSection section, string account)
    {
        var domain = reading.Require(section, "domain", new Text("the zone, such as example.com", "主域名，例如 example.com"));
        var relative = reading.Require(section, "sub_domain", new Text("the name in the zone, such as www; @ for the zone itself", "主机记录，例如 www；@ 表示主域名本身"));
        if (Family(section) is not { } family || domain is null || relative is null || !IsZone(domain))
        {
            return;
        }

        // An inherited name says nothing about the section that it is wrong in.
        var place = section.Find("sub_domain") is null ? new ScalarNode(section.Name.Line, section.Name.Column, Place.Called($"{section.Name.Path} sub_domain"), "", isQuoted: true) : relative;
        var record = new DraftRecord(section.Name, account, Leaf.Of(place, relative.Text == "@" ? domain.Text : $"{relative.Text}.{domain.Text}"), family)
        {
            Sources = [Leaf.Of(section.Name, sources.Of(section, family))],
            Zone = domain,
            Create = false,
        };
        if (!draft.AddRecord(record))
        {
            reading.Warn(section.Name,
                new Text($"section {section.Name.Path} says nothing that an earlier one does not say", $"节 {section.Name.Path} 与前面的节内容相同"),
                new Text("take it out", "请删去该节"));
        }
    }

    private IpFamily? Family(IniSection section)
    {
        var type = reading.FindWritten(section, "type");
        switch (type?.Text.ToUpperInvariant())
        {
            case null or "A":
                return IpFamily.IPv4;
            case "AAAA":
                return IpFamily.IPv6;
            default:
                reading.Report(type!,
                    new Text($"section {section.Name.Path}: the type is neither A nor AAAA", $"节 {section.Name.Path}：类型既不是 A 也不是 AAAA"),
                    new Text(
                        "write `type = A` or `type = AAAA`, or take the section out; a mooring.yaml keeps other types too",
                        "请写 `type = A` 或 `type = AAAA`，或删去该节；mooring.yaml 也能维护其他类型"));
                return null;
        }
    }

    // A wrong zone makes a wrong name, too: one mistake, one error.
    private bool IsZone(ScalarNode domain)
    {
        if (domain.Text.Contains("${", StringComparison.Ordinal) || (DomainName.TryParse(domain.Text, out var zone, out var why) && zone.Labels.Length > 1))
        {
            return true;
        }

        reading.Report(domain, why ?? new Text($"'{domain.Text}' is no zone of yours", $"“{domain.Text}”不是您的主域名"), new Text("write the zone, such as example.com", "请填写主域名，例如 example.com"));
        return false;
    }

    private void Daemon()
    {
        if (reading.Find(defaults, "interval") is { } interval)
        {
            draft.Add("daemon", Leaf.Map(interval, Leaf.Entry(interval, "interval", WithinLimits(interval))), DdnsConfNotes.Interval);
        }

        if (reading.Find(defaults, "state") is { } state)
        {
            draft.Add("state", state);
        }

        draft.LogsCalls = reading.IsOn(defaults, "debug");
        if (draft.LogsCalls)
        {
            draft.Say(DdnsConfNotes.Debug);
        }
    }

    /// <summary>The tool never used its interval, so one that Mooring does not go to stops nothing.</summary>
    private string WithinLimits(ScalarNode interval)
    {
        if (!long.TryParse(interval.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return interval.Text;
        }

        var nearest = Math.Clamp(seconds, (long)ShortestInterval.TotalSeconds, (long)LongestInterval.TotalSeconds);
        if (nearest != seconds)
        {
            reading.Warn(interval,
                new Text($"an interval of {seconds} s is beyond what Mooring does; {nearest} s counts", $"间隔 {seconds} 秒超出 Mooring 的范围；按 {nearest} 秒计"),
                new Text("write 10 to 86400 seconds", "请填写 10 到 86400 秒"));
        }

        return Durations.Write(TimeSpan.FromSeconds(nearest));
    }

    private void WarnUnknown(IReadOnlyList<IniSection> records)
    {
        reading.WarnUnknown(defaults, "access_id", "access_key", "interval", "debug", "domain", "sub_domain", "type", "interface", "endpoint", "probes", "agree", "allow", "state");
        foreach (var section in records)
        {
            reading.WarnUnknown(section, "domain", "sub_domain", "type", "interface");
        }

        foreach (var section in reading.File.Sections.Except(records))
        {
            if (string.Equals(section.Name.Text, DdnsConfSources.FromCard, StringComparison.OrdinalIgnoreCase))
            {
                reading.WarnUnknown(section, "enable", "interface");
            }
            else
            {
                reading.Warn(section.Name,
                    new Text($"section {section.Name.Path}: aliyun-ddns-client has no such feature; it is left out", $"节 {section.Name.Path}：aliyun-ddns-client 没有这项功能，已忽略"),
                    new Text($"the only one is [{DdnsConfSources.FromCard}]; a record's section must not begin with '{Feature}'", $"仅有 [{DdnsConfSources.FromCard}]；记录节的名称不能以“{Feature}”开头"));
            }
        }
    }
}
