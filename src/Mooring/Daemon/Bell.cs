using Mooring.Web;

namespace Mooring.Daemon;

/// <summary>Why the daemon wakes.</summary>
internal enum Wake
{
    /// <summary>The pause is over, the clock was set, or the machine slept.</summary>
    Due,

    /// <summary>The configuration changed, or SIGHUP asked to read it again.</summary>
    Configuration,

    /// <summary>This machine's network changed, a file that addresses come from, or the router announced something.</summary>
    News,

    /// <summary>Somebody called for a round.</summary>
    Trigger,
}

/// <summary>Waits for whatever comes first of all that the daemon waits for.</summary>
/// <param name="configuration">Tells when the pause is over or the configuration changed.</param>
/// <param name="outside">Tells when something changed that addresses come from.</param>
/// <param name="trigger">Tells when somebody calls for a round.</param>
internal sealed class Bell(ConfigurationWatch configuration, INews outside, RoundTrigger trigger)
{
    private Task<string>? news;

    /// <summary>What changed when it last rang for that.</summary>
    public string News { get; private set; } = "";

    /// <summary>Waits out the pause, or until something happens.</summary>
    public async Task<Wake> WaitAsync(TimeSpan pause, CancellationToken cancellation)
    {
        news ??= outside.NextAsync(cancellation);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = configuration.WaitAsync(pause, giveUp.Token);
        await Task.WhenAny(waiting, news, trigger.Called);
        if (!waiting.IsCompleted)
        {
            await giveUp.CancelAsync();
            await EndedAsync(waiting);
        }

        cancellation.ThrowIfCancellationRequested();
        if (waiting.IsCompletedSuccessfully)
        {
            return await waiting ? Wake.Configuration : Wake.Due;
        }

        if (!news.IsCompleted)
        {
            trigger.Take();
            return Wake.Trigger;
        }

        await TakeNewsAsync();
        return Wake.News;
    }

    /// <summary>Does something slow, and gives it up as soon as there is news: what it would tell is out of date then.</summary>
    /// <returns>The result; null when it was given up.</returns>
    public async Task<T?> UnlessNewsAsync<T>(Func<CancellationToken, Task<T>> slow, CancellationToken cancellation)
        where T : class
    {
        news ??= outside.NextAsync(cancellation);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = slow(giveUp.Token);
        if (await Task.WhenAny(running, news) != running)
        {
            await giveUp.CancelAsync();
            await EndedAsync(running);
            cancellation.ThrowIfCancellationRequested();
            await TakeNewsAsync();
            return null;
        }

        return await running;
    }

    private async Task TakeNewsAsync()
    {
        News = await news!;
        news = null;
    }

    private static Task EndedAsync(Task task) =>
        task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
