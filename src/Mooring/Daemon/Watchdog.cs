using Mooring.Services;
using Mooring.Web;

namespace Mooring.Daemon;

/// <summary>Gives the supervisor signs of life for as long as the loop gives them, and no longer: a timer alone would praise a dead loop.</summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    /// <summary>Starts, where the supervisor wants signs of life.</summary>
    public Watchdog(ISupervisor supervisor, Pulse pulse, TimeProvider time) =>
        running = supervisor.Patience is { } patience ? RunAsync(supervisor, pulse, patience / 2, time) : Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task RunAsync(ISupervisor supervisor, Pulse pulse, TimeSpan every, TimeProvider time)
    {
        while (true)
        {
            if (pulse.IsAlive)
            {
                supervisor.SignOfLife();
            }

            await Task.Delay(every, time, stop.Token);
        }
    }
}
