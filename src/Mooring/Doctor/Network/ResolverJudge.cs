using Mooring.Core;

namespace Mooring.Doctor.Network;

/// <summary>Judges how names are found. Pure.</summary>
internal static class ResolverJudge
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <summary>The findings: servers, then what is odd about their answers.</summary>
    public static IReadOnlyList<Finding> Judge(ResolverFacts facts) =>
    [
        .. facts.Servers.Select(server => JudgeServer(server, facts)).OfType<Finding>(),
        .. AnswerJudge.Judge(facts),
        .. Port(facts),
    ];

    private static Finding? JudgeServer(ServerFacts server, ResolverFacts facts)
    {
        var needed = Needed(server);
        var missing = needed.Where(answer => !IsGood(answer)).ToArray();
        return needed.Length == 0 ? null
            : missing.Length > 0 ? Bad(server, missing[0], facts)
            : needed.Max(answer => answer.Took) is var took && took > Slow ? Sluggish(server, took)
            : Finding.Ok(FindingIds.NetworkResolver, server.Server.ToString(), Answers(needed, took));
    }

    /// <summary>Endpoints must be found; a record's own name tells only where there are none, since it need not exist.</summary>
    private static NameAnswer[] Needed(ServerFacts server) =>
        server.Answers.Where(answer => answer.Kind != NameKind.Record).ToArray() is { Length: > 0 } endpoints ? endpoints : [.. server.Answers];

    private static bool IsGood(NameAnswer answer) => answer.Failure is null && (answer.Kind == NameKind.Record || answer.Addresses.Count > 0);

    private static Text Answers(NameAnswer[] answers, TimeSpan took)
    {
        var names = TextList.Words(answers.Select(Describe));
        return new($"answers for {names.English} within {took.TotalMilliseconds:0} ms", $"在 {took.TotalMilliseconds:0} 毫秒内应答 {names.Chinese}");
    }

    private static Text Describe(NameAnswer answer)
    {
        const int Shown = 2;
        var addresses = answer.Addresses.Take(Shown).Select(address => Text.Same(address.ToString())).ToArray();
        var listed = TextList.Words(addresses);
        return addresses.Length == 0 ? Text.Same(answer.Name) : new($"{answer.Name} ({listed.English})", $"{answer.Name}（{listed.Chinese}）");
    }

    private static Finding Bad(ServerFacts server, NameAnswer answer, ResolverFacts facts)
    {
        var others = facts.Servers.Any(other => other != server && other.Setting == server.Setting && Array.TrueForAll(Needed(other), IsGood));
        return new(
            FindingIds.NetworkResolver,
            others ? Severity.Warning : Severity.Fault,
            server.Server.ToString(),
            answer.Failure ?? new Text($"it says that {answer.Name} has no address", $"它回答 {answer.Name} 没有地址"),
            others ? Mend(server, Waits) : Mend(server, NobodyElse));
    }

    private static Finding Sluggish(ServerFacts server, TimeSpan took) => new(
        FindingIds.NetworkResolver,
        Severity.Hint,
        server.Server.ToString(),
        new Text($"it took {took.TotalSeconds:0.0} s to answer", $"应答用了 {took.TotalSeconds:0.0} 秒"),
        Mend(server, new Text("nothing fails by it; a nearer one is faster", "不影响功能；换用更近的服务器会更快")));

    private static Text Waits { get; } = new(
        "another one of the list answers, after each look-up has waited for this one", "列表中的其他服务器可以应答，但每次查询都要先等待这一台");

    private static Text NobodyElse { get; } = new(
        "no other one of the list knows better, so nothing can be reached by name", "列表中没有其他服务器能正确应答，因此无法按名称访问");

    private static Text Mend(ServerFacts server, Text what) => server.Setting == "system"
        ? new($"{what.English}; change it in the system (`/etc/resolv.conf`, the router's DHCP), or name others for Mooring alone: `dns: {{ resolvers: [\"223.5.5.5\", \"119.29.29.29\"] }}`",
            $"{what.Chinese}；请修改系统设置（`/etc/resolv.conf`、路由器的 DHCP），或仅为 Mooring 指定其他服务器：`dns: {{ resolvers: [\"223.5.5.5\", \"119.29.29.29\"] }}`")
        : new($"{what.English}; it is named by `{server.Setting}`", $"{what.Chinese}；它由 `{server.Setting}` 指定");

    private static IEnumerable<Finding> Port(ResolverFacts facts) =>
        facts.AuthoritativePort == ResolverFacts.StandardPort || facts.IsAllHere ? []
        :
        [
            new(
                FindingIds.NetworkDnsPort,
                Severity.Warning,
                "dns.authoritative-port",
                new Text(
                    $"the clouds' name servers are asked at port {facts.AuthoritativePort}, where they do not listen",
                    $"将向云服务商域名服务器的 {facts.AuthoritativePort} 端口查询，而它们并不在此端口监听"),
                new Text("take `authoritative-port` out; it is for the sandbox", "请去掉 `authoritative-port`；该设置供沙箱使用")),
        ];
}
