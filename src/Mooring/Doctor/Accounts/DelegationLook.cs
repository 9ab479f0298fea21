using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;

namespace Mooring.Doctor.Accounts;

/// <summary>Asks the zone above a zone to whom it hands it, and then those servers.</summary>
/// <param name="lookup">How servers are asked.</param>
/// <param name="time">The clock.</param>
internal sealed class DelegationLook(AuthoritativeLookup lookup, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(14);

    /// <summary>Looks at a zone. What fails is told.</summary>
    public async Task<DelegationFacts> LookAsync(HostedZone zone, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await AskAsync(zone, either.Token);
        }
        catch (DnsQueryException e)
        {
            return new DelegationFacts(zone, new Delegation.Unknown(e.Explanation));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DelegationFacts(zone, new Delegation.Unknown(new Text($"not told within {Limit.TotalSeconds:0} s", $"{Limit.TotalSeconds:0} 秒内没有结果")));
        }
    }

    private async Task<DelegationFacts> AskAsync(HostedZone zone, CancellationToken cancellation)
    {
        if (await new DelegationFinder(lookup).FindParentAsync(zone.Name, cancellation) is not { } parent)
        {
            return await AskResolverAsync(zone, cancellation);
        }

        var replies = await lookup.AskAsync(parent, new DnsQuestion(zone.Name, DnsType.Ns), cancellation);
        var above = parent.Zone.TryToDomainName(out var name) ? name : DomainName.Root;
        return DelegationRules.Referral(zone.Name, replies) is { } referral
            ? await AskServersAsync(zone, new Delegation.To(DelegationReading.Names(referral), above), await lookup.FollowAsync(referral, cancellation), cancellation)
            : new DelegationFacts(zone, DelegationReading.WithoutServers(above, replies));
    }

    private async Task<DelegationFacts> AskResolverAsync(HostedZone zone, CancellationToken cancellation)
    {
        var servers = await lookup.FindZoneAsync(zone.Name, cancellation);
        return servers.Zone.Equals((DnsName)zone.Name)
            ? await AskServersAsync(zone, new Delegation.To(DelegationReading.Names(servers.Servers.Select(server => server.Name)), null), servers, cancellation)
            : new DelegationFacts(zone, new Delegation.Nowhere(servers.Zone.TryToDomainName(out var above) ? above : DomainName.Root));
    }

    private async Task<DelegationFacts> AskServersAsync(HostedZone zone, Delegation.To told, ZoneServers servers, CancellationToken cancellation) => new(zone, told)
    {
        Servers = servers,
        Answers = await lookup.AskAsync(servers, new DnsQuestion(zone.Name, DnsType.Soa), cancellation),
    };
}
