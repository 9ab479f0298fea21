using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Dns;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges whether the world is sent to the servers where the records are kept. Pure.</summary>
internal static class DelegationJudge
{
    /// <summary>The finding about a zone's delegation, and one about its servers where some do not serve it.</summary>
    public static IEnumerable<Finding> Judge(AccountFacts account, DelegationFacts facts)
    {
        yield return Delegated(account, facts);
        if (ReachesUs(account, facts) && Silent(facts) is { Length: > 0 } silent)
        {
            yield return Servers(facts, silent);
        }
    }

    /// <summary>Whether what is kept at the provider is what some of the world sees.</summary>
    public static bool ReachesUs(AccountFacts account, DelegationFacts facts) =>
        facts.Told is Delegation.To to && to.Servers.Any(server => IsGiven(account, facts, server) || IsOfProvider(account, server));

    private static Finding Delegated(AccountFacts account, DelegationFacts facts) => facts.Told switch
    {
        Delegation.To to => Named(account, facts, to),
        Delegation.Nowhere nowhere => Of(facts, Severity.Fault, NotKnown(nowhere), Register(account, facts)),
        Delegation.Unknown unknown => Of(facts, Severity.Warning, new Text(
            $"which name servers the world is sent to could not be told: {unknown.Why.English}", $"无法得知外界使用哪些域名服务器：{unknown.Why.Chinese}")) with { Origins = [new Origin(FindingIds.NetworkResolver)] },
        _ => throw new InvalidOperationException("a delegation is told, denied or unknown"),
    };

    private static Finding Named(AccountFacts account, DelegationFacts facts, Delegation.To to)
    {
        var given = to.Servers.Where(server => IsGiven(account, facts, server)).ToArray();
        var foreign = to.Servers.Except(given).ToArray();
        var provider = account.Provider.Title;
        return (given.Length, foreign.Length) switch
        {
            (_, 0) => Of(facts, Severity.Ok, new Text(
                $"served by {provider.English}: {By(to).English} {Names(to.Servers)}", $"由{provider.Chinese} 解析：{By(to).Chinese} {Listed(to.Servers)}")),
            ( > 0, _) => Of(facts, Severity.Warning, new Text(
                $"{By(to).English} servers of {provider.English} and others: {Described(foreign).English}. Who asks those does not see these records, or sees older ones",
                $"{By(to).Chinese}{provider.Chinese} 的服务器以及其他服务器：{Described(foreign).Chinese}。询问后者的人看不到这些记录，或看到旧的记录"), SetServers(facts)),
            _ when foreign.Any(server => IsOfProvider(account, server)) => Of(facts, Severity.Warning, new Text(
                $"{By(to).English} {Names(to.Servers)}, which are of {provider.English} but not those that it gave this zone: {Names(facts.Zone.Details.NameServers)}",
                $"{By(to).Chinese} {Listed(to.Servers)}，它们属于{provider.Chinese}，但不是分配给此域名的服务器：{Listed(facts.Zone.Details.NameServers)}"), SetServers(facts)),
            _ => Of(facts, Severity.Fault, new Text(
                $"the world does not see these records: {By(to).English} {Described(foreign).English}, not {provider.English}",
                $"外界看不到这些记录：{By(to).Chinese} {Described(foreign).Chinese}，而不是{provider.Chinese}"), SetServers(facts)),
        };
    }

    private static bool IsGiven(AccountFacts account, DelegationFacts facts, DomainName server) =>
        facts.Zone.Details.NameServers is { IsEmpty: false } given ? given.Contains(server) : IsOfProvider(account, server);

    private static bool IsOfProvider(AccountFacts account, DomainName server) => NameServerOwners.ProviderOf(server)?.Name == account.Provider.Name;

    private static Text By(Delegation.To to) => to.Parent is { } parent
        ? new Text($"{DelegationReading.Shown(parent)} names", $"{DelegationReading.Shown(parent)} 指向")
        : new Text("the resolver names", "解析服务器给出");

    private static Text NotKnown(Delegation.Nowhere nowhere) => new(
        $"{DelegationReading.Shown(nowhere.Parent)} names no servers for it: the domain is not registered, has expired, or is held by the registry",
        $"{DelegationReading.Shown(nowhere.Parent)} 没有为它指定域名服务器：该域名未注册、已过期，或被注册局暂停");

    private static Text Register(AccountFacts account, DelegationFacts facts) => facts.Zone.Details.NameServers.IsEmpty
        ? new Text("register or renew the domain at your registrar", "请在注册商处注册或续费该域名")
        : new Text(
            $"register or renew the domain at your registrar, and name {Names(facts.Zone.Details.NameServers)} there as its name servers ({account.Provider.Title.English})",
            $"请在注册商处注册或续费该域名，并将域名服务器设为 {Listed(facts.Zone.Details.NameServers)}（{account.Provider.Title.Chinese}）");

    private static Text SetServers(DelegationFacts facts) => facts.Zone.Details.NameServers.IsEmpty
        ? new Text("set the name servers at your registrar to those that the provider's console shows", "请在注册商处将域名服务器改为服务商控制台显示的服务器")
        : new Text(
            $"at your registrar, set the name servers to {Names(facts.Zone.Details.NameServers)}; or keep the records where the zone is served",
            $"请在注册商处将域名服务器改为 {Listed(facts.Zone.Details.NameServers)}；或在实际提供解析的服务商处管理这些记录");

    /// <summary>The servers at none of whose addresses the zone is served, each with what came instead.</summary>
    private static (string Server, Text? Why, bool Says)[] Silent(DelegationFacts facts) =>
    [
        .. facts.Answers.GroupBy(answer => answer.Server, StringComparer.OrdinalIgnoreCase)
            .Where(server => !server.Any(DelegationFacts.Serves))
            .Select(server => (server.Key.TrimEnd('.'), server.First().Why, server.Any(SaysNo))),
    ];

    private static bool SaysNo(ServerReport answer) => answer.Verdict is not (ServerVerdict.Timeout or ServerVerdict.Unreachable);

    /// <summary>Servers that are not reached from here may well be from elsewhere; those that say that they do not serve it say so to everybody.</summary>
    private static Finding Servers(DelegationFacts facts, (string Server, Text? Why, bool Says)[] silent)
    {
        var all = facts.Answers.Select(answer => answer.Server).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return new Finding(
            FindingIds.ZoneServers, silent.Length == all && silent.All(one => one.Says) ? Severity.Fault : Severity.Warning, facts.Zone.Name.Describe(),
            new Text(
                $"{silent.Length} of {all} name servers do not serve it: {string.Join("; ", silent.Select(one => $"{one.Server}: {one.Why?.English}"))}",
                $"{all} 台域名服务器中有 {silent.Length} 台没有提供解析：{string.Join("；", silent.Select(one => $"{one.Server}：{one.Why?.Chinese}"))}"),
            new Text(
                $"run `mooring lookup {facts.Zone.Name} SOA` again later; where it stays so, see the name servers at your registrar, and whether port 53 is let out of this network",
                $"请稍后再运行 `mooring lookup {facts.Zone.Name} SOA`；如仍如此，请检查注册商处的域名服务器设置，以及本网络是否放行 53 端口"));
    }

    private static Text Described(IReadOnlyCollection<DomainName> servers)
    {
        var owners = servers.Select(NameServerOwners.TitleOf).OfType<Text>().Distinct().ToArray();
        return owners.Length == 0 ? Text.Same(Names(servers)) : new Text(
            $"{Names(servers)} ({string.Join(", ", owners.Select(owner => owner.English))})", $"{Names(servers)}（{string.Join("、", owners.Select(owner => owner.Chinese))}）");
    }

    private static string Listed(IEnumerable<DomainName> servers) => string.Join("、", servers.Select(server => server.Value));

    private static string Names(IEnumerable<DomainName> servers) => string.Join(", ", servers.Select(server => server.Value));

    private static Finding Of(DelegationFacts facts, Severity severity, Text message, Text? mend = null) =>
        new(FindingIds.ZoneDelegation, severity, facts.Zone.Name.Describe(), message, mend);
}
