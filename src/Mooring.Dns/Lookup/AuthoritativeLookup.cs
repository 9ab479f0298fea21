using System.Net;
using Mooring.Core;

namespace Mooring.Dns;

/// <summary>Asks every authoritative server of a name itself, so that no cache stands between.</summary>
/// <remarks>
/// Safe for concurrent use. Resolvers only find the zone and its servers. All servers of a zone are asked at once, at each of their
/// addresses; delegations that a resolver does not know yet and aliases into other zones are followed, at most
/// <see cref="MaxSteps"/> times.
/// </remarks>
public sealed class AuthoritativeLookup
{
    /// <summary>Most zones asked for one question.</summary>
    public const int MaxSteps = 16;

    /// <summary>How long servers that answer slower than another one are waited for, where not every word is needed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly DnsClient _client;
    private readonly IReadOnlyList<IPEndPoint> _resolvers;
    private readonly TimeProvider _time;
    private readonly AuthoritativeLookupOptions _options;
    private readonly StubResolver _resolver;
    private readonly ZoneFinder _finder;

    /// <summary>Takes the resolvers in order of preference, at least one.</summary>
    public AuthoritativeLookup(DnsClient client, IReadOnlyList<IPEndPoint> resolvers, TimeProvider time, AuthoritativeLookupOptions options)
    {
        _client = client;
        _resolvers = resolvers;
        _time = time;
        _options = options;
        _resolver = new StubResolver(client, resolvers, options.HttpsResolvers);
        _finder = new ZoneFinder(_resolver, options.HttpsResolvers.Count == 0 ? null : new StubResolver(client, [], options.HttpsResolvers));
    }

    /// <summary>Asks all servers, and all resolvers too. What fails on the way is part of the report.</summary>
    public async Task<LookupReport> LookupAsync(DnsQuestion question, CancellationToken cancellation)
    {
        var resolvers = Task.WhenAll([
            .. _resolvers.Select(resolver => AskResolverAsync(resolver, question, cancellation)),
            .. _options.HttpsResolvers.Select(resolver => AskResolverAsync(resolver, question, cancellation)),
        ]);
        var report = await LookupAuthoritativeAsync(question, cancellation);
        return report with { Resolvers = await resolvers };
    }

    /// <summary>Asks all servers; resolvers only find them. What fails on the way is part of the report, which has nothing of resolvers.</summary>
    public async Task<LookupReport> LookupAuthoritativeAsync(DnsQuestion question, CancellationToken cancellation)
    {
        var steps = new List<LookupStep>();
        var problem = await WalkAsync(question, steps, cancellation);
        return new LookupReport(question, steps, [], problem);
    }

    /// <summary>Finds the zone a name lies in and its servers, to be asked again and again with <see cref="AskAsync"/>.</summary>
    /// <exception cref="DnsQueryException">No resolver could tell.</exception>
    public Task<ZoneServers> FindZoneAsync(DnsName name, CancellationToken cancellation) => _finder.FindAsync(name, cancellation);

    /// <summary>The servers that a referral names: with the addresses that came along, else with those the resolver finds.</summary>
    public Task<ZoneServers> FollowAsync(ReplyReading.Referral referral, CancellationToken cancellation) => _finder.FollowAsync(referral, cancellation);

    /// <summary>Asks the resolvers one after the other, until one can tell.</summary>
    /// <exception cref="DnsQueryException">None could.</exception>
    public Task<ResolverAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellation) => _resolver.QueryAsync(question, cancellation);

    /// <summary>Asks every server of a zone at every address, all at once, without recursion.</summary>
    /// <returns>One report per address, and one for each server without any.</returns>
    public async Task<IReadOnlyList<ServerReport>> AskAsync(ZoneServers zone, DnsQuestion question, CancellationToken cancellation) =>
        await Task.WhenAll(zone.Servers.SelectMany(server => server.Addresses.Count == 0
            ? [Task.FromResult(new ServerReport(server.Name.ToString(), null, ServerVerdict.Unreachable, null, TimeSpan.Zero, server.Why))]
            : server.Addresses.Select(address => AskServerAsync(zone.Zone, server.Name, address, question, cancellation))));

    /// <summary>Asks every server too, but once one has spoken the others have only <see cref="Patience"/> to do so; who has not is left out.</summary>
    /// <returns>One report per address that has told, failures too; of servers without any address there is none.</returns>
    public async Task<IReadOnlyList<ServerReport>> AskPromptlyAsync(ZoneServers zone, DnsQuestion question, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task<IReadOnlyList<ServerReport>>> all = [.. zone.ByAddress.Select(one => AskAsync(one, question, enough.Token))];
        try
        {
            var left = all.ToList();
            var told = new List<ServerReport>();
            for (Task? over = null; left.Count > 0 && over is not { IsCompleted: true };)
            {
                await Task.WhenAny(over is null ? left : [.. left, over]);
                foreach (var done in left.FindAll(asking => asking.IsCompleted))
                {
                    left.Remove(done);
                    told.AddRange(await done);
                }

                over ??= told.Exists(report => report.Reading is not null) ? Task.Delay(Patience, _time, enough.Token) : null;
            }

            return told;
        }
        finally
        {
            await enough.CancelAsync();
            await ((Task)Task.WhenAll(all)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Text?> WalkAsync(DnsQuestion question, List<LookupStep> steps, CancellationToken cancellation)
    {
        var asked = new HashSet<(DnsName Name, DnsName Zone)>();
        var name = question.Name;
        try
        {
            var zone = await _finder.FindAsync(name, cancellation);
            while (asked.Add((name, zone.Zone)) && asked.Count <= MaxSteps)
            {
                var servers = await AskAsync(zone, question with { Name = name }, cancellation);
                steps.Add(new LookupStep(name, zone.Zone, servers));
                if (await GoOnAsync(zone, name, NextStep.After(servers, zone.Zone), cancellation) is not { } next)
                {
                    return null;
                }

                (zone, name) = next;
            }

            return Circle(name);
        }
        catch (DnsQueryException failure)
        {
            return failure.Explanation;
        }
    }

    private async Task<(ZoneServers Zone, DnsName Name)?> GoOnAsync(ZoneServers zone, DnsName name, NextStep step, CancellationToken cancellation)
    {
        switch (step)
        {
            case NextStep.Delegation delegation:
                return (await _finder.FollowAsync(delegation.Referral, cancellation), name);
            case NextStep.Alias alias:
                var next = await _finder.FindAsync(alias.Target, cancellation);

                // Within one zone its servers have told about the target already, unless they say only that it is one.
                return alias.IsAnswered && next.Zone.Equals(zone.Zone) ? null : (next, alias.Target);
            default:
                return null;
        }
    }

    /// <summary>Asks one resolver.</summary>
    public Task<ServerReport> AskResolverAsync(IPEndPoint resolver, DnsQuestion question, CancellationToken cancellation) => ReportAsync(
        resolver.ToString(), resolver, question, asking => _client.QueryAsync(resolver, asking, cancellation), OfResolver);

    /// <summary>Asks one resolver over HTTPS.</summary>
    public async Task<ServerReport> AskResolverAsync(IHttpsResolver resolver, DnsQuestion question, CancellationToken cancellation) =>
        await ReportAsync(resolver.Name, null, question, asking => resolver.QueryAsync(asking, cancellation), OfResolver) with { Https = resolver.Address };

    private static (ServerVerdict Verdict, Text? Why) OfResolver(DnsMessage reply, ReplyReading reading) => VerdictRules.OfResolver(reading);

    private Task<ServerReport> AskServerAsync(DnsName zone, DnsName server, IPAddress address, DnsQuestion question, CancellationToken cancellation)
    {
        var endPoint = new IPEndPoint(address, _options.Port);
        return ReportAsync(
            server.ToString(),
            endPoint,
            question,
            asking => _client.QueryAsync(endPoint, asking, recursionDesired: false, cancellation),
            (reply, reading) => VerdictRules.OfAuthoritative(reading, reply.IsAuthoritative, zone));
    }

    private async Task<ServerReport> ReportAsync(
        string server,
        IPEndPoint? endPoint,
        DnsQuestion question,
        Func<DnsQuestion, Task<DnsMessage>> ask,
        Func<DnsMessage, ReplyReading, (ServerVerdict Verdict, Text? Why)> judge)
    {
        var start = _time.GetTimestamp();
        try
        {
            var reply = await ask(question);
            var reading = ReplyReading.Of(reply, question);
            var (verdict, why) = judge(reply, reading);
            return new ServerReport(server, endPoint, verdict, reading, _time.GetElapsedTime(start), why);
        }
        catch (DnsQueryException failure)
        {
            return new ServerReport(server, endPoint, VerdictRules.Of(failure.Fault), null, _time.GetElapsedTime(start), failure.Explanation)
            {
                HasNoRoute = failure.HasNoRoute,
            };
        }
    }

    private static Text Circle(DnsName name) => new(
        $"aliases or delegations lead in a circle, or on for more than {MaxSteps} zones, at {name}",
        $"别名或委派在 {name} 处形成循环，或超过 {MaxSteps} 个区域");
}
