using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Dns.Propagation;

/// <summary>Finds where a challenge has to be published: aliases of <c>_acme-challenge</c> names lead into other zones (RFC 8555 §8.4).</summary>
/// <remarks>
/// Safe for concurrent use. Authoritative servers are asked, so that no resolver remembers that the name did not exist yet; CNAME and
/// DNAME are followed, as a certificate authority does. An alias that only a wildcard record makes (RFC 4592) is gone once a record
/// stands at the name itself, so in zones of ours it is not followed.
/// </remarks>
/// <param name="lookup">How servers are asked.</param>
public sealed class AliasWalk(AuthoritativeLookup lookup)
{
    /// <summary>Most aliases followed.</summary>
    public const int MaxAliases = 10;

    private readonly ZoneOfName _zones = new(lookup);

    /// <summary>Follows aliases from a name.</summary>
    /// <param name="name">Where the authority looks: <c>_acme-challenge.www.example.com</c>.</param>
    /// <param name="ours">The zones of all accounts.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <exception cref="DnsQueryException">
    /// The aliases go in a circle or on for too long, or lead where nobody knows of a zone (<see cref="DnsQueryFault.Endless"/>), or nobody knows
    /// the zone of the name itself, which lies in none of ours.
    /// </exception>
    public async Task<AliasTarget> FollowAsync(DomainName name, IReadOnlyCollection<DomainName> ours, CancellationToken cancellation)
    {
        var path = new List<DomainName> { name };
        while (true)
        {
            var look = await LookAsync(path, ours, cancellation);
            foreach (var target in look.Targets)
            {
                path.Add(!path.Contains(target) && path.Count <= MaxAliases ? target : throw Endless(name, target));
            }

            if (look.IsEnd)
            {
                return new AliasTarget(path, look.Zone, look.Problem);
            }
        }
    }

    private async Task<Look> LookAsync(IReadOnlyList<DomainName> path, IReadOnlyCollection<DomainName> ours, CancellationToken cancellation)
    {
        try
        {
            return await LookAsync(path[^1], ours, cancellation);
        }
        catch (DnsQueryException e) when (path.Count > 1 && e.Fault != DnsQueryFault.Endless)
        {
            throw Astray(path, e);
        }
    }

    private async Task<Look> LookAsync(DomainName name, IReadOnlyCollection<DomainName> ours, CancellationToken cancellation)
    {
        var held = ZoneOfName.Longest(name, ours);
        try
        {
            var (zone, servers) = await AskAsync(name, held, cancellation);
            return NextStep.After(servers, zone.Zone) switch
            {
                NextStep.Alias alias => await FollowAsync(zone, Chain(servers, alias.Target), ours, cancellation),
                _ when servers.Any(HasSpoken) => Look.End(ZoneOf(servers) ?? Name(zone.Zone)),
                _ when servers.Any(server => server.Reading is not null) && await AskAliasAsync(zone, name, cancellation) is { } alias =>
                    await FollowAsync(zone, [alias], ours, cancellation),
                _ => held is null ? await AskResolversAsync(name, zone, cancellation) : Look.End(held, Silent(zone)),
            };
        }
        catch (DnsQueryException e) when (held is not null && e.Fault != DnsQueryFault.Endless)
        {
            return Look.End(held, e.Explanation);
        }
    }

    /// <summary>Goes down from zone to zone until the servers speak for themselves. Each zone lies below the one before.</summary>
    private async Task<(ZoneServers Zone, IReadOnlyList<ServerReport> Servers)> AskAsync(DomainName name, DomainName? held, CancellationToken cancellation)
    {
        var zone = await _zones.FindAsync(name, held, cancellation);
        while (true)
        {
            var servers = await lookup.AskPromptlyAsync(zone, new DnsQuestion(name, DnsType.Txt), cancellation);
            if (NextStep.After(servers, zone.Zone) is not NextStep.Delegation delegation)
            {
                return (zone, servers);
            }

            zone = await lookup.FollowAsync(delegation.Referral, cancellation);
        }
    }

    /// <summary>Servers report an error where aliases of theirs have no end; asked for the alias itself, they tell it.</summary>
    private async Task<DnsRecord?> AskAliasAsync(ZoneServers zone, DomainName name, CancellationToken cancellation) =>
        (await lookup.AskPromptlyAsync(zone, new DnsQuestion(name, DnsType.Cname), cancellation)).Select(server => server.Reading).OfType<ReplyReading.Answer>()
            .SelectMany(answer => answer.Records).FirstOrDefault(record => record.Data is CnameData);

    private async Task<Look> FollowAsync(ZoneServers zone, IReadOnlyList<DnsRecord> chain, IReadOnlyCollection<DomainName> ours, CancellationToken cancellation)
    {
        var targets = new List<DomainName>();
        foreach (var alias in chain)
        {
            var target = ((CnameData)alias.Data).Target;
            if (ZoneOfName.Longest(Name(alias.Name), ours) is not null && await IsFromWildcardAsync(zone, alias.Name, target, cancellation))
            {
                return new Look(targets, Name(zone.Zone), IsEnd: true);
            }

            targets.Add(Name(target));
        }

        return new Look(targets, Name(zone.Zone), IsEnd: false);
    }

    private async Task<bool> IsFromWildcardAsync(ZoneServers zone, DnsName owner, DnsName target, CancellationToken cancellation)
    {
        for (var above = owner.Parent; above is not null && above.IsWithin(zone.Zone); above = above.Parent)
        {
            if (DnsName.TryParse($"*.{above}", out var wildcard, out _) && !wildcard.Equals(owner)
                && (await lookup.AskPromptlyAsync(zone, new DnsQuestion(wildcard, DnsType.Cname), cancellation)).Any(server =>
                    server.Reading is ReplyReading.Answer answer && answer.Records.Any(record => record.Data is CnameData cname && cname.Target.Equals(target))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Resolvers remember what they are asked, so they are only where nobody else speaks and nothing else tells.</summary>
    private async Task<Look> AskResolversAsync(DomainName name, ZoneServers zone, CancellationToken cancellation) =>
        await lookup.ResolveAsync(new DnsQuestion(name, DnsType.Cname), cancellation) is ResolverAnswer.Found { Records: [{ Data: CnameData alias }, ..] }
            ? new Look([Name(alias.Target)], Name(zone.Zone), IsEnd: false)
            : Look.End(Name(zone.Zone));

    private static IReadOnlyList<DnsRecord> Chain(IReadOnlyList<ServerReport> servers, DnsName target)
    {
        var aliases = servers.Select(server => server.Reading?.Aliases ?? []).First(aliases => aliases.Any(alias => LeadsTo(alias, target)));
        return [.. aliases.Take(aliases.ToList().FindIndex(alias => LeadsTo(alias, target)) + 1)];
    }

    private static bool LeadsTo(DnsRecord alias, DnsName target) => alias.Data is CnameData cname && cname.Target.Equals(target);

    private static bool HasSpoken(ServerReport server) => server.Verdict is ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain;

    /// <summary>A server of several zones answers from the lowest, and says so in its SOA.</summary>
    private static DomainName? ZoneOf(IReadOnlyList<ServerReport> servers) => servers.Select(server => server.Reading switch
    {
        ReplyReading.NoData { Soa: { } soa } => Name(soa.Name),
        ReplyReading.NxDomain { Soa: { } soa } => Name(soa.Name),
        _ => null,
    }).FirstOrDefault(zone => zone is not null);

    private static DomainName Name(DnsName name) => name.TryToDomainName(out var owner) ? owner : throw new DnsQueryException(
        DnsQueryFault.Endless, new Text($"an alias leads to {name}, which can be no name of a record", $"别名指向 {name}，该名称不能作为记录名"));

    private static Text Silent(ZoneServers zone) => new(
        $"no name server of {zone.Zone} tells whether the name is an alias, so it is taken for none",
        $"{zone.Zone} 的域名服务器均未说明该名称是否为别名，因此按非别名处理");

    private static DnsQueryException Astray(IReadOnlyList<DomainName> path, DnsQueryException e) => new(DnsQueryFault.Endless, new Text(
        $"{path[0].Describe()} is an alias of {path[^1].Describe()}, whose zone cannot be found: {e.Explanation.English}; correct the CNAME record, or try again",
        $"{path[0].Describe()} 是 {path[^1].Describe()} 的别名，但找不到后者所属的区域：{e.Explanation.Chinese}；请更正 CNAME 记录，或稍后重试"), e);

    private static DnsQueryException Endless(DomainName name, DomainName target) => new(DnsQueryFault.Endless, new Text(
        $"the aliases of {name.Describe()} go in a circle, or on for more than {MaxAliases}, at {target.Describe()}; correct the CNAME records",
        $"{name.Describe()} 的别名在 {target.Describe()} 处形成循环，或超过 {MaxAliases} 个；请更正 CNAME 记录"));

    private sealed record Look(IReadOnlyList<DomainName> Targets, DomainName Zone, bool IsEnd, Text? Problem = null)
    {
        public static Look End(DomainName zone, Text? problem = null) => new([], zone, IsEnd: true, problem);
    }
}

/// <summary>Where a record has to be published.</summary>
/// <param name="Path">The name asked for and the targets of its aliases, in order; at least the name itself.</param>
/// <param name="Zone">The zone in which the last name lies, as its servers say; one of ours that hands the name on to others is not meant.</param>
/// <param name="Problem">Why it is not certain that the last name is no alias: its servers, which are of a zone of ours, do not answer. Else null.</param>
public sealed record AliasTarget(IReadOnlyList<DomainName> Path, DomainName Zone, Text? Problem)
{
    /// <summary>Where to publish.</summary>
    public DomainName Name => Path[^1];

    /// <summary>Whether that is another name than the one asked for.</summary>
    public bool IsElsewhere => Path.Count > 1;
}
