namespace Mooring.Dns;

/// <summary>Where a lookup goes on after one zone's servers have spoken. Pure.</summary>
internal abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>These servers have the last word.</summary>
    public sealed record End : NextStep;

    /// <summary>The name is an alias; the servers have told about its target too, or have not.</summary>
    public sealed record Alias(DnsName Target, bool IsAnswered) : NextStep;

    /// <summary>A zone further down is responsible.</summary>
    public sealed record Delegation(ReplyReading.Referral Referral) : NextStep;

    /// <summary>Follows what most servers say; where as many say so, an alias or a delegation rather than an end.</summary>
    /// <remarks>While a change spreads, servers of one zone differ; a single one that lags must not lead the lookup away.</remarks>
    public static NextStep After(IReadOnlyList<ServerReport> servers, DnsName zone) => servers
        .Select(server => Of(server, zone))
        .OfType<NextStep>()
        .GroupBy(Key)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key is null)
        .FirstOrDefault()?.First() ?? new End();

    private static NextStep? Of(ServerReport server, DnsName zone) => (server.Verdict, server.Reading) switch
    {
        (ServerVerdict.Referral, ReplyReading.Referral referral) => new Delegation(referral),
        (ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain, { Aliases.Count: > 0 } reading) =>
            ToTarget(reading, zone),
        (ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain, _) => new End(),
        _ => null,
    };

    // What a server says beyond the first target outside its zone is for that zone's own servers to say.
    private static Alias ToTarget(ReplyReading reading, DnsName zone)
    {
        var targets = reading.Aliases.Select(alias => alias.Data).OfType<CnameData>().Select(cname => cname.Target);
        var outside = targets.FirstOrDefault(target => !target.IsWithin(zone));
        return new Alias(outside ?? reading.Name, outside is null && reading is not ReplyReading.Alias);
    }

    private static (bool IsAlias, DnsName Name)? Key(NextStep step) => step switch
    {
        Alias alias => (true, alias.Target),
        Delegation delegation => (false, delegation.Referral.Zone),
        _ => null,
    };
}
