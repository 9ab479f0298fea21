using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>What people are told when the probes yield no address. Pure.</summary>
internal static class ProbeTexts
{
    /// <summary>How many failures are told; more of them say no more.</summary>
    private const int MostListed = 4;

    /// <summary>There are fewer operators than have to agree.</summary>
    public static Text TooFewConfigured(IReadOnlyList<ProbeDefinition> probes, int agree)
    {
        var operators = string.Join(", ", probes.Select(probe => probe.Operator).Distinct(StringComparer.Ordinal));
        return new Text(
            $"{agree} independent operators have to agree, but the probes belong to {ProbeRest.CountOperators(probes)} ({operators}); add one of another host, or set `agree: 1`",
            $"需要 {agree} 家独立运营者一致，而所配探测只属于 {ProbeRest.CountOperators(probes)} 家（{operators}）；请添加其他主机的探测，或设置 `agree: 1`");
    }

    /// <summary>Too many probes block us.</summary>
    public static Text TooManyBlocked(IReadOnlyList<(ProbeDefinition Probe, DateTimeOffset Until)> blocking)
    {
        var english = string.Join("; ", blocking.Select(one => $"{one.Probe.Target} until {one.Until:yyyy-MM-dd HH:mm}Z"));
        var chinese = string.Join("；", blocking.Select(one => $"{one.Probe.Target} 至 {one.Until:yyyy-MM-dd HH:mm}Z"));
        return new Text(
            $"too few probes may be asked: these answered 403 or 429 and are left alone ({english}); add others under `probes:`",
            $"可用的探测太少：以下探测曾应答 403 或 429，暂不再询问（{chinese}）；请在 `probes:` 中添加其他探测");
    }

    /// <summary>Nobody told an address, too few did, or they disagree.</summary>
    public static Text NoAgreement(
        IReadOnlyList<Vote> votes, IReadOnlyList<(ProbeDefinition Probe, ProbeReply Reply)> replies, int agree, IpFamily family, bool hasRoute)
    {
        var failures = replies.Where(one => one.Reply is ProbeReply.Failed)
            .Select(one => (one.Probe, ((ProbeReply.Failed)one.Reply).Why)).ToArray();
        var listed = failures.Take(MostListed).ToArray();
        var (more, moreChinese) = failures.Length > MostListed
            ? ($"; and {failures.Length - MostListed} more", $"；另有 {failures.Length - MostListed} 个") : ("", "");
        var failed = new Text(
            string.Join("; ", listed.Select(one => $"{one.Probe.Target}: {one.Why.English}")) + more,
            string.Join("；", listed.Select(one => $"{one.Probe.Target}：{one.Why.Chinese}")) + moreChinese);
        return votes.Count == 0 ? Nobody(failed, family, hasRoute)
            : Quorum.Count(votes) is [var only] ? TooFew(only, agree, failed)
            : Disagreement(votes, agree);
    }

    /// <summary>The network's uplinks take turns.</summary>
    public static Text TakingTurns(IReadOnlyList<string> addresses)
    {
        var listed = string.Join(", ", addresses);
        return new Text(
            $"the address changes to and fro between {listed}: this network has several uplinks that take turns. Nothing is changed until one has stayed for 15 minutes; "
            + "route the probes over one uplink, or bind to one with `source: interface`",
            $"地址在 {listed} 之间来回变化：本网络有多个轮流使用的出口。在某个地址稳定 15 分钟之前不做更改；请让探测固定走一个出口，或用 `source: interface` 绑定其中一个");
    }

    /// <summary>Why an address that some operators told was not taken.</summary>
    public static Text Outvoted(IReadOnlyList<string> operators)
    {
        var listed = string.Join(", ", operators);
        return new Text($"told by {listed} alone, others agree on another", $"仅 {listed} 这样应答，其他运营者的结果一致且不同");
    }

    private static Text Nobody(Text failed, IpFamily family, bool hasRoute) => hasRoute
        ? new Text($"no probe told an address: {failed.English}", $"没有探测给出地址：{failed.Chinese}")
        : new Text(
            $"this machine has no {family} route to the Internet, so nobody can be asked; see the router, and in a container use the host's network or enable {family} for it",
            $"本机没有通往互联网的 {family} 路由，无法探测；请检查路由器；容器请使用主机网络，或为其启用 {family}");

    private static Text TooFew((System.Net.IPAddress Address, IReadOnlyList<string> Operators) only, int agree, Text failed)
    {
        var operators = string.Join(", ", only.Operators);
        var (rest, restChinese) = failed.English.Length == 0 ? ("", "") : ($" The others: {failed.English}", $"其余：{failed.Chinese}");
        return new Text(
            $"only {operators} told an address ({only.Address}), and {agree} operators have to agree.{rest}",
            $"只有 {operators} 给出了地址（{only.Address}），而需要 {agree} 家运营者一致。{restChinese}");
    }

    private static Text Disagreement(IReadOnlyList<Vote> votes, int agree)
    {
        var counts = Quorum.Count(votes);
        var english = string.Join("; ", counts.Select(one => $"{one.Address} ({string.Join(", ", one.Operators)})"));
        var chinese = string.Join("；", counts.Select(one => $"{one.Address}（{string.Join("、", one.Operators)}）"));
        return new Text(
            $"the probes disagree: {english}; {agree} operators have to agree, with none nearer against them. The cause is mostly a proxy, a VPN or a second uplink: "
            + "name probes under `probes:` that go the right way, or use `source: interface`",
            $"探测结果不一致：{chinese}；需要 {agree} 家运营者一致，且没有更近的探测反对。通常是代理、VPN 或第二出口所致：请在 `probes:` 中指定走正确线路的探测，或使用 `source: interface`");
    }
}
