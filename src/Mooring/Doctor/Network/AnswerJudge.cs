using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Doctor.Network;

/// <summary>Judges answers that came and are odd: fake, blocked, invented, or fixed by the hosts file. Pure.</summary>
internal static class AnswerJudge
{
    /// <summary>The findings; none where all is as it should be.</summary>
    public static IEnumerable<Finding> Judge(ResolverFacts facts) =>
    [
        .. Seen(facts, FakeRanges.Contain, _ => true).Take(1).Select(Fake),
        .. Seen(facts, IsNoCloud, kind => kind == NameKind.Cloud).Take(1).Select(Blocked),
        .. facts.Servers.Where(server => server.Invented.Count > 0).Take(1).Select(Rewritten),
        .. facts.System.Select(answer => JudgeSystem(answer, facts)).OfType<Finding>(),
    ];

    private static bool IsNoCloud(IPAddress address) => SpecialUse.Find(address) is not null && !FakeRanges.Contain(address);

    /// <summary>Names with such addresses and none but those, whoever said so.</summary>
    private static IEnumerable<(string Name, IPAddress Address, string By)> Seen(ResolverFacts facts, Func<IPAddress, bool> odd, Func<NameKind, bool> counts)
    {
        var told = facts.Servers.SelectMany(server => server.Answers.Where(answer => counts(answer.Kind))
            .Select(answer => (answer.Name, answer.Addresses, By: server.Server.ToString())));
        var clouds = facts.Servers.SelectMany(server => server.Answers).Where(answer => counts(answer.Kind)).Select(answer => answer.Name).ToHashSet(StringComparer.Ordinal);
        var found = facts.System.Where(answer => clouds.Contains(answer.Name) && answer.HostsFile.Count == 0)
            .Select(answer => (answer.Name, answer.Addresses, By: "system"));
        return told.Concat(found).Where(answer => answer.Addresses.Count > 0 && answer.Addresses.All(odd)).Select(answer => (answer.Name, answer.Addresses[0], answer.By));
    }

    private static Finding Fake((string Name, IPAddress Address, string By) seen) => new(
        FindingIds.NetworkFakeIp,
        Severity.Warning,
        seen.By,
        new Text(
            $"it says that {seen.Name} is {seen.Address}: a proxy with fake answers (Clash, mihomo, Surge, sing-box and the like) stands in between. Connections work as long as it runs; "
            + "`lookup`, DNS probes and every look at published records see its inventions, and other probes its exit",
            $"它回答 {seen.Name} 是 {seen.Address}：中间有使用 fake-ip 的代理（Clash、mihomo、Surge、sing-box 等）。代理运行时仍可连接，"
            + "但 `lookup`、DNS 探测以及对已发布记录的查看得到的都是它编造的地址，其他探测得到的则是代理出口"),
        new Text(
            "in the proxy, take these names out of the fake answers (`fake-ip-filter: [\"+.aliyuncs.com\", \"+.tencentcloudapi.com\", \"+.YOUR-ZONE\"]`) and let `mooring` go direct; "
            + "another `dns.resolvers` helps only where the proxy leaves port 53 alone",
            "请在代理中将这些域名排除在 fake-ip 之外（`fake-ip-filter: [\"+.aliyuncs.com\", \"+.tencentcloudapi.com\", \"+.您的域名\"]`），并让 `mooring` 直连；"
            + "仅当代理不劫持 53 端口时，更换 `dns.resolvers` 才有用"));

    private static Finding Blocked((string Name, IPAddress Address, string By) seen) => new(
        FindingIds.NetworkBlocked,
        IPAddress.IsLoopback(seen.Address) ? Severity.Hint : Severity.Warning,
        seen.By,
        new Text(
            $"it says that {seen.Name} is {seen.Address}, which is no server of the cloud: a filter or a server of this network's own answers in its place",
            $"它回答 {seen.Name} 是 {seen.Address}，这不是云服务商的服务器：可能是过滤软件或本网络自己的服务器在代答"),
        new Text(
            "let the name through in the filter (Pi-hole, AdGuard Home, the router's parental control), or name other `dns.resolvers`",
            "请在过滤软件（Pi-hole、AdGuard Home、路由器家长控制）中放行该域名，或改用其他 `dns.resolvers`"));

    private static Finding Rewritten(ServerFacts server) => new(
        FindingIds.NetworkNxDomain,
        Severity.Warning,
        server.Server.ToString(),
        new Text(
            $"it invents answers for names that do not exist ({server.Invented[0]}), so a misspelt or missing name looks as if it were there",
            $"对不存在的域名它也编造应答（{server.Invented[0]}），因此拼错或缺失的域名看起来像是存在的"),
        new Text(
            "switch the operator's search page off in its portal, or name other `dns.resolvers`, such as 223.5.5.5 or 119.29.29.29",
            "请在运营商网站关闭“域名纠错”类服务，或改用其他 `dns.resolvers`，例如 223.5.5.5 或 119.29.29.29"));

    private static Finding? JudgeSystem(SystemAnswer answer, ResolverFacts facts)
    {
        var told = facts.Servers.SelectMany(server => server.Answers).Where(other => other.Name == answer.Name).SelectMany(other => other.Addresses).Distinct().ToArray();
        return (answer.HostsFile.Count, answer.Addresses.Count, told.Length) switch
        {
            ( > 0, _, _) => Hosts(Severity.Hint, new Text(
                $"the hosts file fixes {answer.Name} to {answer.HostsFile[0]}", $"hosts 文件将 {answer.Name} 固定为 {answer.HostsFile[0]}"), new Text(
                "take the entry out unless it is meant: it outlives the address of the cloud", "若非有意为之，请删除该条目：云服务商更换地址后它会失效")),
            (_, 0, > 0) => Hosts(Severity.Warning, new Text(
                $"the system does not find {answer.Name}, though its name servers do", $"系统找不到 {answer.Name}，而其域名服务器可以"), new Text(
                "see /etc/nsswitch.conf (`hosts: files dns`) and the system's own cache (`resolvectl query`), or name `dns.resolvers`",
                "请检查 /etc/nsswitch.conf（`hosts: files dns`）和系统自带的缓存（`resolvectl query`），或设置 `dns.resolvers`")),
            _ => null,
        };
    }

    private static Finding Hosts(Severity severity, Text message, Text mend) => new(FindingIds.NetworkHosts, severity, "system", message, mend);
}
