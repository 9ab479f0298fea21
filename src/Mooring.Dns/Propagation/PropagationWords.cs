using Mooring.Core;

namespace Mooring.Dns.Propagation;

/// <summary>Tells how far a wait is, when that has changed.</summary>
internal sealed class ProgressTeller(Action<PropagationProgress>? progress)
{
    private Text? _last;

    /// <summary>Tells.</summary>
    public void Tell(IReadOnlyList<NameBoard> names, TimeSpan now, PropagationOptions options)
    {
        if (progress is null || names.Count == 0)
        {
            return;
        }

        var counted = names.SelectMany(name => PropagationRules.Counted(name.Servers)).Where(server => server.Address is not null).ToList();
        var right = counted.Count(server => server.State == SightingState.Right);
        var text = PropagationWords.Progress(names, right, counted.Count, now, options);
        if (text != _last)
        {
            _last = text;
            progress(new PropagationProgress(now, right, counted.Count, text));
        }
    }
}

/// <summary>What people are told of a wait. Pure.</summary>
internal static class PropagationWords
{
    private const int Shown = 3;

    /// <summary>How far it is, and for whom it waits.</summary>
    public static Text Progress(IReadOnlyList<NameBoard> names, int right, int all, TimeSpan now, PropagationOptions options)
    {
        var count = all == 0
            ? new Text("looking for the name servers", "正在查找域名服务器")
            : new Text($"{right} of {all} answers of name servers are right", $"域名服务器的 {all} 个应答中已有 {right} 个正确");
        var waited = names.FirstOrDefault(name => name.Verdict != NameVerdict.Reached);
        return waited is null || (all == 0 && waited.Servers.All(server => server.State == SightingState.Unasked)) ? count
            : waited.Verdict == NameVerdict.AskResolvers ? With(count, new Text("asking resolvers", "正在查询解析服务器"), Resolvers(waited))
            : With(count, new Text("waiting for", "正在等待"), Blocking(waited, now, options));
    }

    /// <summary>How the wait ended.</summary>
    public static PropagationReport Report(IReadOnlyList<NameBoard> names, TimeSpan now, PropagationOptions options)
    {
        var missing = names.Where(name => name.Verdict != NameVerdict.Reached).ToList();
        return new PropagationReport(
            missing.Count == 0,
            now,
            [.. names.Select(name => new NamePropagation(name.Expected, name.Verdict == NameVerdict.Reached, [.. name.Servers], [.. name.Resolvers]))],
            missing.Count == 0 ? null : Why(missing, now, options))
        {
            Notes = [.. names.Where(name => name.Verdict == NameVerdict.Reached).SelectMany(PassedOver).Distinct()],
        };
    }

    private static Text Why(List<NameBoard> missing, TimeSpan now, PropagationOptions options)
    {
        var name = missing[0];
        var who = name.Verdict == NameVerdict.AskResolvers ? [.. Failing(name), .. Resolvers(name)] : Blocking(name, now, options);
        var others = missing.Count == 1 ? Text.Same("") : new Text($" (and {missing.Count - 1} more names)", $"（另有 {missing.Count - 1} 个名称）");
        var seconds = $"{now.TotalSeconds:0}";
        return With(
            new Text(
                $"{name.Expected.Name.Describe()} TXT{others.English} is not seen everywhere after {seconds} s",
                $"{seconds} 秒后 {name.Expected.Name.Describe()} 的 TXT 记录{others.Chinese}仍未在各处生效"),
            Text.Same(""),
            [Listed(who), Mend(name)]);
    }

    private static Text Mend(NameBoard name) => PropagationRules.IsBlind(name.Servers) && name.Resolvers.Count(resolver => resolver.IsHttps) < PropagationRules.HttpsQuorum
        ? new Text(
            $"no name server of {name.Expected.Zone.Describe()} can be asked from here; let port 53 out of this network, or name two `dns.https-resolvers`",
            $"本机无法查询 {name.Expected.Zone.Describe()} 的任何域名服务器；请放行 53 端口，或设置两台 `dns.https-resolvers`")
        : new Text(
            $"`mooring lookup {name.Expected.Name} TXT` shows what each answers now",
            $"`mooring lookup {name.Expected.Name} TXT` 可显示各服务器当前的应答");

    private static IEnumerable<Text> PassedOver(NameBoard name) => Failing(name)
        .Select(server => new Text($"went on without it: {server.English}", $"已略过：{server.Chinese}"));

    private static List<Text> Failing(NameBoard name) =>
        [.. PropagationRules.Counted(name.Servers).Where(server => server.IsFailing).Select(Line)];

    private static List<Text> Resolvers(NameBoard name) =>
        [.. name.Resolvers.Where(resolver => resolver.State is not (SightingState.Right or SightingState.Unasked)).Select(Line)];

    private static List<Text> Blocking(NameBoard name, TimeSpan now, PropagationOptions options) =>
    [
        .. PropagationRules.Counted(name.Servers).Where(server => PropagationRules.Blocks(server, now, options.Grace))
            .OrderByDescending(server => server.State == SightingState.Old).Select(Line),
    ];

    private static Text Line(Sighting server) => new($"{server.Described} {server.Says.English}", $"{server.Described} {server.Says.Chinese}");

    private static Text With(Text count, Text verb, IReadOnlyList<Text> who) => who.Count == 0 ? count : new Text(
        $"{count.English}{(verb.English.Length > 0 ? $"; {verb.English}" : "")}: {Listed(who).English}",
        $"{count.Chinese}{(verb.Chinese.Length > 0 ? $"；{verb.Chinese}" : "")}：{Listed(who).Chinese}");

    private static Text Listed(IReadOnlyList<Text> who)
    {
        var more = who.Count > Shown ? new Text($" and {who.Count - Shown} more", $"等 {who.Count} 项") : Text.Same("");
        return new Text(
            string.Join("; ", who.Take(Shown).Select(one => one.English)) + more.English,
            string.Join("；", who.Take(Shown).Select(one => one.Chinese)) + more.Chinese);
    }
}
