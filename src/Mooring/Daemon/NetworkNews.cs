using Mooring.Engine.Sources.Interface;

namespace Mooring.Daemon;

/// <summary>Joins the system's news of one change into one: a renumbering is a dozen of them.</summary>
/// <remarks>
/// Waits until it has been quiet for 200 ms, and in a storm no longer than a second. News after which the network looks as before,
/// as with every router advertisement, are none.
/// </remarks>
internal sealed class NetworkNews(INetworkWatch watch, IInterfaceReader reader, TimeProvider time) : INews, IDisposable
{
    /// <summary>How long nothing must have happened.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a storm is waited for at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource end = new();
    private NetworkPicture picture = NetworkPicture.Of(reader);
    private Task<string>? coming;

    /// <summary>Waits for the next change.</summary>
    public async Task<News> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var what = await GatherAsync(cancellation);
            var now = NetworkPicture.Of(reader);
            if (!now.Equals(picture))
            {
                picture = now;
                return new News(what);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        end.Cancel();
        watch.Dispose();
        end.Dispose();
    }

    private async Task<string> GatherAsync(CancellationToken cancellation)
    {
        var heard = new List<string> { await HearAsync(cancellation) };
        var began = time.GetTimestamp();
        while (Left(began) is var left && left > TimeSpan.Zero && await HeardWithinAsync(left < Quiet ? left : Quiet, cancellation))
        {
            heard.Add(await HearAsync(cancellation));
        }

        return $"network changed: {string.Join(", ", heard.Distinct(StringComparer.Ordinal))}";
    }

    private TimeSpan Left(long began) => Longest - time.GetElapsedTime(began);

    /// <summary>The news are heard by one task that outlives a waiter who gives up, so that none is lost.</summary>
    private async Task<string> HearAsync(CancellationToken cancellation)
    {
        coming ??= watch.NextAsync(end.Token);
        var what = await coming.WaitAsync(cancellation);
        coming = null;
        return what;
    }

    private async Task<bool> HeardWithinAsync(TimeSpan wait, CancellationToken cancellation)
    {
        coming ??= watch.NextAsync(end.Token);
        try
        {
            await coming.WaitAsync(wait, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
