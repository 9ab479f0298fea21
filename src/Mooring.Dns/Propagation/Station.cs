using System.Net;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Dns.Propagation;

/// <summary>Somebody who is asked again and again: who has a zone's servers, one address of a server, or a resolver.</summary>
/// <remarks>A visit runs beside others and changes nothing; what it returns is applied by the wait alone.</remarks>
internal abstract class Station
{
    /// <summary>When it is asked next, since the begin of the wait.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>Whether it is being asked.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether there is something to ask it about a name.</summary>
    public abstract bool Wants(NameBoard name);

    /// <summary>Asks about these names.</summary>
    public abstract Task<Action> VisitAsync(IReadOnlyList<NameBoard> names, Func<TimeSpan> now, CancellationToken cancellation);

    /// <summary>Asks name by name; who is silent for one is not asked for the next.</summary>
    private protected static async Task<List<(NameBoard Name, ServerReport Report, TimeSpan Began)>> AskAllAsync(
        IReadOnlyList<NameBoard> names, Func<NameBoard, Task<ServerReport>> ask, Func<TimeSpan> now)
    {
        var told = new List<(NameBoard, ServerReport, TimeSpan)>();
        ServerReport? silence = null;
        foreach (var name in names)
        {
            var began = now();
            var report = silence ?? await ask(name);
            silence = report.Reading is null ? report : null;
            told.Add((name, report, began));
        }

        return told;
    }
}

/// <summary>The search for the servers of a zone: until they and their addresses are known.</summary>
internal sealed class SearchStation(DomainName zone, IWitnesses witnesses, Action<ZoneServers> found) : Station
{
    /// <summary>What stands in for the servers until they are known.</summary>
    public static Sighting Searching(DomainName zone) => new(
        zone.Describe(), null, SightingState.Unasked, new Text("is a zone whose name servers are being looked for", "的域名服务器正在查找中"), TimeSpan.Zero);

    public override bool Wants(NameBoard name) => name.Expected.Zone == zone && name.Servers.Any(server => server.Address is null);

    public override async Task<Action> VisitAsync(IReadOnlyList<NameBoard> names, Func<TimeSpan> now, CancellationToken cancellation)
    {
        var began = now();
        try
        {
            var servers = await witnesses.FindAsync(zone, cancellation);
            return () => Expect(names, servers, began);
        }
        catch (DnsQueryException e)
        {
            var failed = Searching(zone) with { State = SightingState.Failed, Since = began, Says = new Text(
                $"is a zone whose name servers could not be found: {e.Explanation.English}", $"的域名服务器无法找到：{e.Explanation.Chinese}") };
            return () => names.Where(name => name.Servers.All(server => server.Address is null)).ToList().ForEach(name => name.Note(failed));
        }
    }

    private void Expect(IReadOnlyList<NameBoard> names, ZoneServers servers, TimeSpan began)
    {
        foreach (var name in names)
        {
            name.Expect(servers.Servers.SelectMany(server => Seats(server, began)).Select(seat => name.Find(seat) ?? seat).ToList());
        }

        found(servers);
    }

    private static IEnumerable<Sighting> Seats(NameServer server, TimeSpan began) => server.Addresses.Count == 0
        ? [new Sighting(server.Name.ToString(), null, SightingState.Failed, server.Why ?? new Text("has no known address", "没有已知地址"), began)]
        : server.Addresses.Select(address => new Sighting(
            server.Name.ToString(), address, SightingState.Unasked, new Text("has not answered yet", "尚未应答"), began));
}

/// <summary>One server of a zone at one of its addresses: until it is right.</summary>
internal sealed class ServerStation(DnsName zone, DnsName server, IPAddress address, IWitnesses witnesses) : Station
{
    private readonly Sighting _seat = new(server.ToString(), address, SightingState.Unasked, Text.Same(""), TimeSpan.Zero);

    /// <summary>Whether this is the station of that address.</summary>
    public bool IsAt(DnsName otherZone, DnsName otherServer, IPAddress other) =>
        zone.Equals(otherZone) && server.Equals(otherServer) && address.Equals(other);

    public override bool Wants(NameBoard name) =>
        zone.Equals((DnsName)name.Expected.Zone) && name.Find(_seat) is { State: not SightingState.Right };

    public override async Task<Action> VisitAsync(IReadOnlyList<NameBoard> names, Func<TimeSpan> now, CancellationToken cancellation)
    {
        var told = await AskAllAsync(names, name => witnesses.AskAsync(zone, server, address, name.Question, cancellation), now);
        return () => told.ForEach(one =>
        {
            var (state, says) = SightingRules.OfServer(one.Report, one.Name.Expected.Values);
            one.Name.Note(_seat with { State = state, Says = says, Since = one.Began });
        });
    }
}

/// <summary>A resolver: as long as its word is wanted.</summary>
internal sealed class ResolverStation(ResolverSeat resolver) : Station
{
    private readonly Sighting _seat = Seat(resolver);

    /// <summary>The resolver before it was asked.</summary>
    public static Sighting Seat(ResolverSeat resolver) => new(
        resolver.Name, null, SightingState.Unasked, new Text("has not been asked", "尚未查询"), TimeSpan.Zero) { IsHttps = resolver.IsHttps };

    public override bool Wants(NameBoard name) =>
        name.Verdict == NameVerdict.AskResolvers && (resolver.IsHttps || !PropagationRules.IsBlind(name.Servers));

    public override async Task<Action> VisitAsync(IReadOnlyList<NameBoard> names, Func<TimeSpan> now, CancellationToken cancellation)
    {
        var told = await AskAllAsync(names, name => resolver.AskAsync(name.Question, cancellation), now);
        return () => told.ForEach(one =>
        {
            var (state, says) = SightingRules.OfResolver(one.Report, one.Name.Expected.Values, PropagationRules.IsBlind(one.Name.Servers));
            one.Name.NoteResolver(_seat with { State = state, Says = says, Since = one.Began });
        });
    }
}
