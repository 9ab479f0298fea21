using Mooring.Web;

namespace Mooring.Daemon;

/// <summary>The bell of a running daemon.</summary>
/// <param name="configuration">Tells when the pause is over or the configuration changed.</param>
/// <param name="outside">Tells when something changed that addresses come from.</param>
/// <param name="trigger">Tells when somebody calls for a round.</param>
/// <param name="time">The clock that patience goes by.</param>
/// <param name="stop">Ends waiting for what happens outside.</param>
internal sealed class Bell(ConfigurationWatch configuration, INews outside, RoundTrigger trigger, TimeProvider time, CancellationToken stop) : IBell
{
    /// <summary>As long as one attempt of one call may take, so that most rounds are told of as a whole.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Task<News>? news;

    /// <inheritdoc />
    public News News { get; private set; } = new("");

    /// <inheritdoc />
    public Task PatienceAsync(CancellationToken cancellation)
    {
        news ??= outside.NextAsync(stop);
        return Task.WhenAny(news, trigger.Called, Task.Delay(Patience, time, cancellation));
    }

    /// <inheritdoc />
    public async Task<Wake?> WaitAsync(TimeSpan pause, Task? work, CancellationToken cancellation)
    {
        news ??= outside.NextAsync(stop);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = configuration.WaitAsync(pause, giveUp.Token);
        await Task.WhenAny([waiting, news, trigger.Called, .. work is null ? [] : (Task[])[work]]);
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
            return TakeCall();
        }

        await TakeNewsAsync();
        return Wake.News;
    }

    /// <inheritdoc />
    public async Task<bool> EndsBeforeNewsAsync(Task work)
    {
        news ??= outside.NextAsync(stop);
        if (await Task.WhenAny(work, news) == work)
        {
            return true;
        }

        await TakeNewsAsync();
        return false;
    }

    private Wake? TakeCall()
    {
        if (!trigger.Called.IsCompleted)
        {
            return null;
        }

        trigger.Take();
        return Wake.Trigger;
    }

    private async Task TakeNewsAsync()
    {
        News = await news!;
        news = null;
    }

    private static Task EndedAsync(Task task) =>
        task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
