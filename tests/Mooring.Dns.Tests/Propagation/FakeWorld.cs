using System.Net;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns.Propagation;
using Mooring.Testing;

namespace Mooring.Dns.Tests.Propagation;

/// <summary>Name servers and resolvers with caches, in virtual time.</summary>
internal sealed class FakeWorld : IWitnesses
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);

    private readonly ManualClock _clock = new();
    private readonly long _start;
    private readonly Dictionary<(string Server, IPAddress Address), Func<TimeSpan, Said>> _servers = [];
    private readonly Dictionary<(string Resolver, DnsName Name), (Said Said, TimeSpan Until)> _caches = [];
    private readonly List<ResolverSeat> _resolvers = [];

    public FakeWorld() => _start = _clock.GetTimestamp();

    /// <summary>What a server can say.</summary>
    public enum Said
    {
        Right,
        Nothing,
        Half,
        NoData,
        Servfail,
        Silent,
        NoRoute,
    }

    public static DomainName Zone { get; } = DomainName.Parse("example.com");

    public static ExpectedTxt Expected { get; } = new(DomainName.Parse("_acme-challenge.example.com"), Zone, ["one", "two"]);

    public IReadOnlyList<ResolverSeat> Resolvers => _resolvers;

    /// <summary>Who was asked when, in order.</summary>
    public List<(string Who, TimeSpan At, Said Said)> Asked { get; } = [];

    /// <summary>What servers' answers said and when they came, in order.</summary>
    public List<(string Who, TimeSpan At, Said Said)> Heard { get; } = [];

    public List<PropagationProgress> Told { get; } = [];

    public int FailingSearches { get; set; }

    /// <summary>How long a resolver remembers that there is no such record.</summary>
    public TimeSpan NegativeTtl { get; set; } = TimeSpan.FromSeconds(300);

    public TimeSpan Now => _clock.GetElapsedTime(_start);

    public FakeWorld With(string server, string address, Func<TimeSpan, Said> says)
    {
        _servers[(server, IPAddress.Parse(address))] = says;
        return this;
    }

    /// <summary>A resolver that asks the first server which does not fail, and remembers.</summary>
    public FakeWorld WithResolver(string name, bool https = false, Func<TimeSpan, Said>? says = null)
    {
        _resolvers.Add(new ResolverSeat(name, https, (question, cancellation) => AskResolverAsync(name, says, question, cancellation)));
        return this;
    }

    /// <summary>Waits for the whole of it, moving time.</summary>
    public PropagationReport Wait(PropagationOptions? options = null, IReadOnlyList<ExpectedTxt>? expected = null)
    {
        PropagationReport? report = null;
        OneThread.Run(
            async () => report = await new PropagationCheck(this, options ?? new PropagationOptions(), _clock)
                .WaitAsync(expected ?? [Expected], Told.Add, TestContext.Current.CancellationToken),
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(10));
                return _clock.ArmedTimers > 0;
            });
        return report!;
    }

    public async Task<ZoneServers> FindAsync(DomainName zone, CancellationToken cancellation)
    {
        await Task.Delay(Latency, _clock, cancellation);
        Asked.Add(("search", Now, Said.Right));
        return FailingSearches-- > 0
            ? throw new DnsQueryException(DnsQueryFault.TimedOut, Text.Same("no resolver"))
            : new ZoneServers(zone, [.. _servers.Keys.GroupBy(key => key.Server).Select(server =>
                new NameServer(DnsName.Parse(server.Key), [.. server.Select(key => key.Address)]))]);
    }

    public async Task<ServerReport> AskAsync(DnsName zone, DnsName server, IPAddress address, DnsQuestion question, CancellationToken cancellation)
    {
        var said = _servers[(server.ToString(), address)](Now);
        Asked.Add((server.ToString(), Now, said));
        await Task.Delay(said == Said.Silent ? Silence : Latency, _clock, cancellation);
        Heard.Add((server.ToString(), Now, said));
        return Report(server.ToString(), new IPEndPoint(address, 53), said, question, ttl: 600);
    }

    private async Task<ServerReport> AskResolverAsync(string name, Func<TimeSpan, Said>? says, DnsQuestion question, CancellationToken cancellation)
    {
        var now = Now;
        if (!_caches.TryGetValue((name, question.Name), out var cached) || cached.Until <= now)
        {
            cached = (says?.Invoke(now) ?? Resolve(now), now + NegativeTtl);
            _caches[(name, question.Name)] = cached;
        }

        Asked.Add((name, now, cached.Said));
        await Task.Delay(cached.Said == Said.Silent ? Silence : Latency, _clock, cancellation);
        return Report(name, null, cached.Said, question, (int)(cached.Until - now).TotalSeconds);
    }

    private Said Resolve(TimeSpan now) => _servers.Values.Select(says => says(now))
        .FirstOrDefault(said => said is not (Said.Servfail or Said.Silent or Said.NoRoute), Said.Servfail);

    private static ServerReport Report(string server, IPEndPoint? at, Said said, DnsQuestion question, int ttl)
    {
        var soa = Build.Soa("example.com") with { Ttl = new Ttl(ttl) };
        return said switch
        {
            Said.Right => Report(ServerVerdict.Answer, new ReplyReading.Answer([], question.Name, [Txt("two"), Txt("else"), Txt("one")])),
            Said.Half => Report(ServerVerdict.Answer, new ReplyReading.Answer([], question.Name, [Txt("one"), Txt("TWO")])),
            Said.Nothing => Report(ServerVerdict.NxDomain, new ReplyReading.NxDomain([], question.Name, soa)),
            Said.NoData => Report(ServerVerdict.NoData, new ReplyReading.NoData([], question.Name, soa)),
            Said.Servfail => Report(ServerVerdict.ServFail, new ReplyReading.Error(question.Name, DnsRcode.ServFail)) with { Why = Text.Same("it answers SERVFAIL") },
            Said.NoRoute => Report(ServerVerdict.Unreachable, null) with { HasNoRoute = true },
            _ => Report(ServerVerdict.Timeout, null),
        };

        DnsRecord Txt(string value) => new(question.Name, new Ttl(ttl), TxtData.OfText(value));
        ServerReport Report(ServerVerdict verdict, ReplyReading? reading) => new(server, at, verdict, reading, Latency);
    }
}
