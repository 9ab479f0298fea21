using System.Security.Authentication;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Doctor.Network;

/// <summary>Judges the ways to the providers' APIs. Pure.</summary>
internal static class EndpointJudge
{
    /// <summary>The findings of one way: one where it works or does not, and what else is worth knowing of it.</summary>
    public static IReadOnlyList<Finding> Judge(EndpointFacts facts)
    {
        EndpointAttempt[] good = [.. facts.Attempts.Where(attempt => attempt.IsApi)];
        return good.Length == 0
            ? [JudgeFailure(facts)]
            : [Works(facts, good), .. good.Where(attempt => attempt.NeededNetworkTime).Take(1).Select(_ => TlsJudge.WrongClock(facts)), .. BrokenFamilies(facts)];
    }

    private static Finding Works(EndpointFacts facts, EndpointAttempt[] good)
    {
        var families = (good.Length, good[0].Family) switch
        {
            (1, var only) => Text.Same(only.ToString()),
            _ => new Text("IPv4 and IPv6", "IPv4 和 IPv6"),
        };
        var (through, tls) = (Through(facts), Tls(good[^1]));
        return Finding.Ok(FindingIds.NetworkEndpoint, facts.Subject, new Text(
            $"{facts.Host} answers over {families.English}{through.English}{tls.English}",
            $"{facts.Host} 可通过 {families.Chinese} 访问{through.Chinese}{tls.Chinese}"));
    }

    private static Text Through(EndpointFacts facts) => facts.Proxy is { } proxy
        ? new Text($" through the proxy {proxy}", $"（经代理 {proxy}）")
        : Text.Same("");

    private static Text Tls(EndpointAttempt attempt)
    {
        var version = attempt.Protocol switch
        {
            SslProtocols.Tls13 => "TLS 1.3",
            SslProtocols.Tls12 => "TLS 1.2",
            _ => null,
        };
        return attempt.Chain is { Issuers: [.., var root] } chain && version is not null
            ? new Text($"; {version}, signed by {root}, valid until {chain.ValidTo:yyyy-MM-dd}", $"；{version}，由 {root} 签发，有效期至 {chain.ValidTo:yyyy-MM-dd}")
            : Text.Same("");
    }

    /// <summary>Where a family has no way out, its failure costs nothing and is told by the interfaces.</summary>
    private static IEnumerable<Finding> BrokenFamilies(EndpointFacts facts) =>
        from attempt in facts.Attempts
        where !attempt.IsApi && attempt.HasWayOut && !(facts.Proxy?.Address ?? facts.Endpoint).IsLoopback
        let why = Why(attempt, facts)
        select new Finding(
            FindingIds.NetworkFamily,
            Severity.Warning,
            facts.Subject,
            new Text(
                $"{facts.Host} is not reached over {attempt.Family}, though over the other family: {why.English}",
                $"通过 {attempt.Family} 无法访问 {facts.Host}，而另一协议可以：{why.Chinese}"),
            attempt.Family == IpFamily.IPv6 ? MendIpv6 : MendIpv4);

    private static Text MendIpv6 { get; } = new(
        "each new connection tries it first and loses up to 0.25 s, and IPv6 probes may fail; see the router's IPv6 and a firewall that drops ICMPv6 (packet too big)",
        "每次新建连接会因此多等最多 0.25 秒，IPv6 探测也可能失败；请检查路由器的 IPv6 设置，以及是否有防火墙丢弃 ICMPv6（Packet Too Big）");

    private static Text MendIpv4 { get; } = new(
        "IPv4 probes may fail too; see the router's NAT, or the operator's where it offers IPv4 over IPv6 alone",
        "IPv4 探测也可能失败；请检查路由器的 NAT，或运营商是否只以 IPv6 承载 IPv4");

    private static Finding JudgeFailure(EndpointFacts facts)
    {
        if (facts.Unresolved is { } unresolved)
        {
            return Fault(FindingIds.NetworkEndpoint, facts, unresolved, UnreadProxy(facts) ?? new Text("see what is said of the resolvers", "请查看域名服务器的检查结果"))
                with { Origins = [new Origin(FindingIds.NetworkResolver)] };
        }

        // The family that came furthest tells most.
        var told = facts.Attempts.OrderByDescending(attempt => (attempt.Status is not null, attempt.Chain is not null, attempt.HasWayOut)).First();
        return told switch
        {
            { Status: EndpointAttempt.ProxyAsks } => ProxyFault(facts, Why(told, facts)),
            { Status: not null } => Portal(facts, told),
            { Chain: { IsAccepted: false } chain } => TlsJudge.Refused(facts, told, chain),
            _ when facts.Proxy is not null => ProxyFault(facts, Why(told, facts)),
            _ => Fault(FindingIds.NetworkEndpoint, facts, All(facts), UnreadProxy(facts) ?? new Text(
                "see this machine's network and firewall; a company's network may want a proxy (`proxy:` of the account)",
                "请检查本机网络与防火墙；公司网络可能需要代理（账号的 `proxy:`）")),
        };
    }

    private static Text All(EndpointFacts facts)
    {
        var families = TextList.Clauses(facts.Attempts.Select(attempt => new Text(
            $"over {attempt.Family} {Why(attempt, facts).English}", $"{attempt.Family} {Why(attempt, facts).Chinese}")));
        return new Text($"{facts.Host} is not reached: {families.English}", $"无法访问 {facts.Host}：{families.Chinese}");
    }

    private static Text Why(EndpointAttempt attempt, EndpointFacts facts) => attempt switch
    {
        { Failure: { } failure } => failure.What,
        { Status: EndpointAttempt.ProxyAsks } => new Text(
            "the proxy asks for a user name and password, or refuses those given (407)", "代理要求用户名和密码，或拒绝了所给的（407）"),
        { SentTo: { } elsewhere } => new Text($"it sends to {elsewhere} (HTTP {attempt.Status})", $"被重定向到 {elsewhere}（HTTP {attempt.Status}）"),
        _ => new Text($"a web page came instead of the API's answer (HTTP {attempt.Status})", $"返回的是网页而不是接口应答（HTTP {attempt.Status}）"),
    };

    private static Text? UnreadProxy(EndpointFacts facts) => facts.UnreadProxy is not { } variable ? null : new Text(
        $"{variable} names a proxy, which Mooring does not read: where this network wants it, write it as `proxy:` of the account",
        $"环境变量 {variable} 指定了代理，但 Mooring 不读取它：如果此网络需要代理，请写入账号的 `proxy:`");

    /// <summary>Whoever answers with a verified certificate may be the cloud itself, of whose pages nothing is known here; what an account's calls meet, tells.</summary>
    private static Finding Portal(EndpointFacts facts, EndpointAttempt told) => new(
        FindingIds.NetworkPortal,
        told.Chain is { IsAccepted: true } ? Severity.Warning : Severity.Fault,
        facts.Subject,
        new Text($"{facts.Host} does not answer as an API: {Why(told, facts).English}", $"{facts.Host} 的应答不像接口：{Why(told, facts).Chinese}"),
        new Text(
            "open any page in a browser on this network and sign in where it asks to; in a company ask for the API's host to be let through; an `endpoint:` of your own must name the API itself",
            "请在此网络中用浏览器打开任意网页并登录；公司网络请申请放行该接口域名；自行填写的 `endpoint:` 必须指向接口本身"));

    private static Finding ProxyFault(EndpointFacts facts, Text why) => Fault(
        FindingIds.NetworkProxy,
        facts,
        new Text($"{facts.Host} is not reached through the proxy {facts.Proxy}: {why.English}", $"无法经代理 {facts.Proxy} 访问 {facts.Host}：{why.Chinese}"),
        new Text(
            "see `proxy:` of the account: host, port, and user and password as `http://user:password@host:port`; see that the proxy runs and lets this host through (CONNECT)",
            "请检查账号的 `proxy:`：主机、端口，以及 `http://用户:密码@主机:端口` 中的用户名和密码；并确认代理正在运行且允许访问该主机（CONNECT）"));

    private static Finding Fault(string id, EndpointFacts facts, Text message, Text mend) => new(id, Severity.Fault, facts.Subject, message, mend);
}
