using Mooring.Engine.Sources.Probe;

namespace Mooring.Daemon;

/// <summary>Tells when the world outside sees another address: between rounds, one cheap probe of each probe source is asked again and again.</summary>
/// <remarks>What a glance tells only begins a round, in which as many operators must agree as ever. A glance that fails tells nothing.</remarks>
/// <param name="time">The clock of the pauses.</param>
internal sealed class GlanceNews(TimeProvider time) : INews
{
    private readonly Lock gate = new();
    private Watched watched = new([], Timeout.InfiniteTimeSpan);

    /// <summary>Glances through these sources from now on, and through no others, until what is returned is disposed.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="pause">Between two glances.</param>
    public IDisposable Watch(IEnumerable<ProbeSource> sources, TimeSpan pause)
    {
        (ProbeSource, Sights)[] each = [.. sources.Select(source => (source, new Sights(time)))];
        var next = new Watched(each, each.Length == 0 ? Timeout.InfiniteTimeSpan : pause);
        Replace(next);
        return new Ending(this);
    }

    /// <inheritdoc />
    public async Task<News> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var now = Now();
            using var both = CancellationTokenSource.CreateLinkedTokenSource(now.End.Token, cancellation);
            try
            {
                await Task.Delay(now.Pause, time, both.Token);
                if (await GlanceAsync(now.Sources, both.Token) is { Count: > 0 } news)
                {
                    return new News(string.Join(", ", news));
                }
            }
            catch (OperationCanceledException) when (now.End.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                // Others are glanced through from now on, or none.
            }
        }
    }

    private static async Task<List<string>> GlanceAsync(IReadOnlyList<(ProbeSource Source, Sights Sights)> sources, CancellationToken cancellation)
    {
        var news = new List<string>();
        foreach (var (source, sights) in sources)
        {
            if (await TryGlanceAsync(source, cancellation) is { } glance && sights.IsNews(glance.Probe, glance.Address, source.Agreed))
            {
                news.Add($"{source.Name}: seen from outside as {glance.Address}");
            }
        }

        return news;
    }

    /// <summary>Whatever goes wrong in a glance, a round asks again and tells why.</summary>
    private static async Task<ProbeGlance?> TryGlanceAsync(ProbeSource source, CancellationToken cancellation)
    {
        try
        {
            return await source.GlanceAsync(cancellation);
        }
        catch (Exception)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    private Watched Now()
    {
        lock (gate)
        {
            return watched;
        }
    }

    private void Replace(Watched next)
    {
        Watched old;
        lock (gate)
        {
            (old, watched) = (watched, next);
        }

        old.End.Cancel();
    }

    private sealed record Watched(IReadOnlyList<(ProbeSource Source, Sights Sights)> Sources, TimeSpan Pause)
    {
        public CancellationTokenSource End { get; } = new();
    }

    private sealed class Ending(GlanceNews news) : IDisposable
    {
        public void Dispose() => news.Replace(new Watched([], Timeout.InfiniteTimeSpan));
    }
}
