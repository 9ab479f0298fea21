using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Engine.Updating;

namespace Mooring.Doctor.Accounts;

/// <summary>Asks the name servers for the sets that are as wanted at the provider.</summary>
/// <param name="lookup">How servers are asked.</param>
/// <param name="time">The clock.</param>
internal sealed class WorldLook(AuthoritativeLookup lookup, TimeProvider time)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>The answers, as far as they come in time.</summary>
    /// <param name="plan">What the provider holds.</param>
    /// <param name="servers">By account and zone, the servers to ask: those of zones that the world sees.</param>
    /// <param name="defaultLines">By account, its default line: who asks sees no other for sure.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<WorldFacts>> LookAsync(
        RoundOutcome plan, IReadOnlyDictionary<(string Account, DomainName Zone), ZoneServers> servers, IReadOnlyDictionary<string, DnsLine> defaultLines, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var seen = new List<WorldFacts>();
        try
        {
            foreach (var some in plan.Changes.Where(change => IsAskedFor(change, servers, defaultLines)).Chunk(AtOnce))
            {
                seen.AddRange(await Task.WhenAll(some.Select(change => AskAsync(change, servers[(change.Account, change.Zone!)], either.Token))));
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What did not come in time is not told of: silent servers have a finding of their own.
        }

        return seen;
    }

    private static bool IsAskedFor(
        Change change, IReadOnlyDictionary<(string Account, DomainName Zone), ZoneServers> servers, IReadOnlyDictionary<string, DnsLine> defaultLines) =>
        change is { Outcome: ChangeOutcome.Unchanged, From.IsEmpty: false, Zone: { } zone }
        && (change.Type.IsAddress || change.Type == RecordType.Cname)
        && change.Line == defaultLines[change.Account].Name && servers.ContainsKey((change.Account, zone));

    private async Task<WorldFacts> AskAsync(Change change, ZoneServers servers, CancellationToken cancellation)
    {
        var type = change.Type == RecordType.A ? DnsType.A : change.Type == RecordType.Aaaa ? DnsType.Aaaa : DnsType.Cname;
        return new WorldFacts(change, await lookup.AskAsync(servers, new DnsQuestion(change.Name, type), cancellation));
    }
}
