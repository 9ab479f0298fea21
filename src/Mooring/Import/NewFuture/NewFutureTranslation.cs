using System.Globalization;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.NewFuture;

/// <summary>What NewFuture/DDNS's JSON says: 4.x with one provider or a list of them, 2.x with one.</summary>
internal sealed class NewFutureTranslation
{
    /// <summary>The name of the tool, for notes.</summary>
    public const string Tool = "NewFuture/DDNS";

    private static readonly char[] Separators = [',', ';', ' '];

    private readonly Draft draft = new();

    /// <summary>Translates.</summary>
    public static Draft Translate(ForeignMap file) => new NewFutureTranslation().Whole(file);

    private Draft Whole(ForeignMap file)
    {
        NewFutureNotes.General(draft);
        _ = file.Find("$schema");
        var several = file.Maps("providers");
        foreach (var entry in several)
        {
            Provider(new NewFutureSettings(entry, file));
            Unread.Say(draft, entry, NewFutureNotes.Unknown);
        }

        if (several.Count == 0)
        {
            Provider(new NewFutureSettings(file, null));
        }

        NewFutureNotes.Surroundings(draft, file);
        Interval(file);
        Unread.Say(draft, file, NewFutureNotes.Unknown);
        return draft;
    }

    private void Provider(NewFutureSettings settings)
    {
        var name = settings.ProviderName;
        var word = name?.Text.ToLowerInvariant() switch
        {
            "alidns" or "aliyun" => "alidns",
            "tencentcloud" or "tencent" or "qcloud" => "tencent",
            _ => null,
        };
        (IReadOnlyList<ScalarNode> Names, IpFamily Family)[] wanted = [(Names(settings, "ipv4"), IpFamily.IPv4), (Names(settings, "ipv6"), IpFamily.IPv6)];
        if (word is null)
        {
            draft.Miss((Node?)name ?? settings.At, NewFutureNotes.Unserved(name?.Text, wanted.SelectMany(one => one.Names)));
            settings.IgnoreAccount();
            return;
        }

        var account = NewFutureAccount.Add(draft, settings, word);
        foreach (var (names, family) in wanted)
        {
            Family(settings, names, family, account);
        }

        if (settings.Find("extra") is { } extra)
        {
            draft.Miss(extra, new Text("`extra`, which NewFuture/DDNS sent along to the API", "NewFuture/DDNS 随请求发给 API 的 `extra`"));
        }
    }

    private void Family(NewFutureSettings settings, IReadOnlyList<ScalarNode> names, IpFamily family, string account)
    {
        var digit = family == IpFamily.IPv4 ? "4" : "6";
        var index = settings.Find($"index{digit}");
        if (names.Count == 0)
        {
            return;
        }

        if (NewFutureIndex.IsOff(index))
        {
            draft.Say(NewFutureNotes.Off(family, index!, names));
        }
        else if (NewFutureIndex.Add(index, names[0], family, $"{account}-{digit}", draft) is not { } address)
        {
            draft.Miss(index!, NewFutureNotes.Names(names));
        }
        else
        {
            foreach (var name in names)
            {
                draft.AddRecord(Record(settings, name, account, address, family));
            }
        }
    }

    private static DraftRecord Record(NewFutureSettings settings, ScalarNode name, string account, string address, IpFamily family)
    {
        var text = name.Text.ToLowerInvariant();
        var split = text.IndexOfAny(['~', '+']);
        var (sub, zone) = split < 0 ? (text, null) : (text[..split], text[(split + 1)..]);
        var full = zone is null ? text : sub is "" or "@" ? zone : $"{sub}.{zone}";
        return new DraftRecord(name, account, Leaf.Literal(name, full), family)
        {
            Sources = [Leaf.Of(name, address)],
            Zone = zone is null ? null : ZoneName.Of(name, zone),
            Line = settings.Text("line") is { } line ? Leaf.Literal(line, line.Text) : null,
            Ttl = settings.Text("ttl"),
        };
    }

    private static IReadOnlyList<ScalarNode> Names(NewFutureSettings settings, string key) =>
        [.. settings.Items(key).OfType<ScalarNode>().SelectMany(item => item.Text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(name => Leaf.Of(item, name)))];

    private void Interval(ForeignMap file)
    {
        if (file.Value("interval") is not { } interval)
        {
            return;
        }

        const int LongestMinutes = 24 * 60;
        var minutes = double.TryParse(interval.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (minutes is > 0 and <= LongestMinutes)
        {
            draft.Add("daemon", Leaf.Map(interval, Leaf.Entry(interval, "interval", Seconds(minutes))), NewFutureNotes.Interval);
        }
        else
        {
            draft.Say(new Text($"`interval: {Expansion.Show(interval.Text)}` (line {interval.Line}) is none that Mooring does", $"`interval: {Expansion.Show(interval.Text)}`（第 {interval.Line} 行）超出 Mooring 的范围"));
        }
    }

    private static string Seconds(double minutes) => Durations.Write(TimeSpan.FromSeconds(Math.Max(10, Math.Floor(minutes * 60))));
}
