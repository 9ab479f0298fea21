namespace Mooring.Dns.Propagation;

/// <summary>One wait, used once. Everybody is asked side by side and at a rhythm of his own, so that a silent server holds up nobody.</summary>
internal sealed class PropagationWatch
{
    private readonly IWitnesses _witnesses;
    private readonly PropagationOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly List<NameBoard> _names;
    private readonly List<Station> _stations;
    private readonly List<Task<Action>> _visits = [];

    public PropagationWatch(IWitnesses witnesses, IReadOnlyList<ExpectedTxt> expected, PropagationOptions options, TimeProvider time)
    {
        _witnesses = witnesses;
        _options = options;
        _time = time;
        _start = time.GetTimestamp();
        var resolvers = witnesses.Resolvers.Select(ResolverStation.Seat).ToArray();
        _names = [.. expected.Select(one => new NameBoard(one, resolvers))];
        _names.ForEach(name => name.Expect([SearchStation.Searching(name.Expected.Zone)]));
        _stations =
        [
            .. expected.Select(one => one.Zone).Distinct().Select(zone => new SearchStation(zone, witnesses, Found)),
            .. witnesses.Resolvers.Select(resolver => new ResolverStation(resolver)),
        ];
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits until all names are seen as they shall be, or for the time given.</summary>
    public async Task<PropagationReport> RunAsync(Action<PropagationProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var teller = new ProgressTeller(progress);
        try
        {
            while (true)
            {
                var now = Now;
                _names.ForEach(name => name.Verdict = PropagationRules.Judge(name.Servers, name.Resolvers, now, _options.Grace));
                teller.Tell(_names, now, _options);
                if (now >= _options.Timeout || _names.TrueForAll(name => name.Verdict == NameVerdict.Reached))
                {
                    return PropagationWords.Report(_names, now, _options);
                }

                BeginVisits(now, stop.Token);
                await PauseAsync(now, stop.Token);
                await TakeAsync();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(_visits)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Found(ZoneServers zone)
    {
        foreach (var server in zone.Servers)
        {
            _stations.AddRange(server.Addresses
                .Where(address => !_stations.OfType<ServerStation>().Any(known => known.IsAt(zone.Zone, server.Name, address)))
                .Select(address => new ServerStation(zone.Zone, server.Name, address, _witnesses)));
        }
    }

    private void BeginVisits(TimeSpan now, CancellationToken cancellation)
    {
        foreach (var station in _stations.Where(station => !station.IsBusy && station.Due <= now))
        {
            NameBoard[] wanted = [.. _names.Where(station.Wants)];
            if (wanted.Length > 0)
            {
                station.IsBusy = true;
                _visits.Add(VisitAsync(station, wanted, cancellation));
            }
        }
    }

    private async Task<Action> VisitAsync(Station station, NameBoard[] names, CancellationToken cancellation)
    {
        var apply = await station.VisitAsync(names, () => Now, cancellation);
        return () =>
        {
            station.IsBusy = false;
            station.Due = Now + _options.PauseAfter(Now);
            apply();
        };
    }

    private async Task PauseAsync(TimeSpan now, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // Delays are cut to whole milliseconds, and one that ends too soon would only go round again.
        var span = Math.Ceiling((NextInstant(now) - now).TotalMilliseconds);
        var delay = Task.Delay(TimeSpan.FromMilliseconds(span), _time, over.Token);
        await Task.WhenAny([.. _visits, delay]);
        Disarm(over);
        cancellation.ThrowIfCancellationRequested();
    }

    // Nothing hangs on this token but a timer, so there is nobody to wait for.
    private static void Disarm(CancellationTokenSource over) => over.Cancel();

    /// <summary>When something is due by itself: a question, the end of a grace, the end of the wait.</summary>
    private TimeSpan NextInstant(TimeSpan now) => _stations.Where(station => !station.IsBusy && _names.Exists(station.Wants)).Select(station => station.Due)
        .Concat(_names.Select(name => PropagationRules.GraceEnds(name.Servers, now, _options.Grace)).OfType<TimeSpan>())
        .Append(_options.Timeout)
        .Where(instant => instant > now)
        .Min();

    private async Task TakeAsync()
    {
        foreach (var visit in _visits.FindAll(visit => visit.IsCompleted))
        {
            _visits.Remove(visit);
            (await visit)();
        }
    }
}
