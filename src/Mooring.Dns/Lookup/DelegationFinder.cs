using Mooring.Core;

namespace Mooring.Dns;

/// <summary>Finds the servers to which the zone above hands a zone, so that no cache and no copy of its own stands between.</summary>
/// <remarks>Safe for concurrent use. Where the zone above cannot be asked, as among stand-ins that serve single zones, the resolver tells.</remarks>
/// <param name="lookup">How servers are asked.</param>
public sealed class DelegationFinder(AuthoritativeLookup lookup)
{
    /// <summary>The servers of a zone, with their addresses.</summary>
    /// <param name="zone">The apex.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="DnsQueryException">Nobody could tell, or the zone is not delegated.</exception>
    public async Task<ZoneServers> FindAsync(DnsName zone, CancellationToken cancellation)
    {
        if (await FindParentAsync(zone, cancellation) is { } parent && await FirstReferralAsync(parent, zone, cancellation) is { } referral)
        {
            return await lookup.FollowAsync(referral, cancellation);
        }

        var found = await lookup.FindZoneAsync(zone, cancellation);
        return found.Zone.Equals(zone) ? found : throw NotDelegated(zone, found.Zone);
    }

    /// <summary>The zone above with its servers; null where no resolver knows it.</summary>
    /// <exception cref="DnsQueryException">No resolver could be asked.</exception>
    public async Task<ZoneServers?> FindParentAsync(DnsName zone, CancellationToken cancellation)
    {
        try
        {
            return await lookup.FindZoneAsync(zone.Parent ?? DnsName.Root, cancellation);
        }
        catch (DnsQueryException e) when (e.Fault is DnsQueryFault.NotFound or DnsQueryFault.Refused)
        {
            return null;
        }
    }

    // The zone above may have two dozen addresses, some of them silent from here; one that speaks is enough.
    private async Task<ReplyReading.Referral?> FirstReferralAsync(ZoneServers parent, DnsName zone, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var question = new DnsQuestion(zone, DnsType.Ns);
        Task<IReadOnlyList<ServerReport>>[] asking = [.. parent.ByAddress.Select(one => lookup.AskAsync(one, question, enough.Token))];
        try
        {
            await foreach (var told in Task.WhenEach(asking).WithCancellation(cancellation))
            {
                if (DelegationRules.Referral(zone, await told) is { } referral)
                {
                    return referral;
                }
            }

            return null;
        }
        finally
        {
            await enough.CancelAsync();
            await ((Task)Task.WhenAll(asking)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static DnsQueryException NotDelegated(DnsName zone, DnsName above) => new(DnsQueryFault.NotFound, new Text(
        $"{above} hands {zone} to nobody, so the world does not see it; check that the domain is registered and its name servers are set at the registrar",
        $"{above} 没有将 {zone} 委派给任何服务器，外界无法看到该区域；请检查域名是否已注册、注册商处是否设置了域名服务器"));
}

/// <summary>From the replies of the zone above to the servers it names. Pure.</summary>
public static class DelegationRules
{
    /// <summary>The servers that the zone above names, as a referral; null where it names none.</summary>
    /// <param name="zone">The zone asked for.</param>
    /// <param name="replies">What servers of the zone above say of its NS records.</param>
    public static ReplyReading.Referral? Referral(DnsName zone, IReadOnlyList<ServerReport> replies)
    {
        var referrals = replies.Select(reply => reply.Reading).OfType<ReplyReading.Referral>().Where(referral => referral.Zone.Equals(zone)).ToArray();

        // A server that serves both zones answers from the lower one, and its word stands for the delegation.
        var answers = replies.Select(reply => reply.Reading).OfType<ReplyReading.Answer>().Where(answer => answer.Name.Equals(zone)).SelectMany(answer => answer.Records);
        return referrals is [var first, ..]
            ? first with { Servers = [.. referrals.SelectMany(referral => referral.Servers).DistinctBy(server => server.Data)] }
            : answers.ToArray() is { Length: > 0 } records ? new ReplyReading.Referral(zone, zone, records, []) : null;
    }
}
