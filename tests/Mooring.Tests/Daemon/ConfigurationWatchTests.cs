using Mooring.Daemon;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

public sealed class ConfigurationWatchTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly DateTime Before = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-watch-").FullName;
    private readonly ManualClock time = new();
    private readonly ConfigurationWatch watch;

    public ConfigurationWatchTests()
    {
        Write("records: []", Before);
        watch = new ConfigurationWatch(File, time, () => { });
    }

    private string File => Path.Combine(directory, "mooring.yaml");

    [Fact]
    public async Task A_file_that_stays_is_no_reason_and_the_pause_is_waited_for()
    {
        Assert.False(await WaitAsync());
        Assert.Equal(Pause, Elapsed);
    }

    [Fact]
    public async Task A_file_saved_meanwhile_is_noticed_within_seconds()
    {
        var asked = await WaitAsync(after: TimeSpan.FromSeconds(60), () => Write("records: [] ", Before));

        Assert.True(asked);
        Assert.InRange(Elapsed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task One_of_the_same_length_is_noticed_by_its_time()
    {
        Assert.True(await WaitAsync(after: TimeSpan.FromSeconds(60), () => Write("records: []", Before.AddSeconds(1))));
    }

    [Fact]
    public async Task A_file_saved_between_two_waits_is_noticed_at_once()
    {
        await WaitAsync();
        var until = Elapsed;
        Write("records: [] ", Before);

        Assert.True(await WaitAsync());
        Assert.Equal(until, Elapsed);
    }

    [Fact]
    public async Task What_was_noticed_is_no_reason_again()
    {
        Write("records: [] ", Before);
        await WaitAsync();

        Assert.False(await WaitAsync());
    }

    [Fact]
    public async Task A_file_that_is_gone_is_no_reason_until_it_is_back()
    {
        System.IO.File.Delete(File);
        Assert.False(await WaitAsync());

        Assert.True(await WaitAsync(after: TimeSpan.FromSeconds(60), () => Write("records: []", Before)));
    }

    [Fact]
    public async Task A_clock_that_is_set_ends_the_pause_early_and_is_no_reason_to_read_again()
    {
        var asked = await WaitAsync(after: TimeSpan.FromSeconds(60), () => time.SetUtcNow(time.GetUtcNow().AddHours(3)));

        Assert.False(asked);
        Assert.InRange(Elapsed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task A_stop_ends_the_pause()
    {
        using var stop = new CancellationTokenSource();
        var wait = watch.WaitAsync(Pause, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    public void Dispose()
    {
        watch.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private TimeSpan Elapsed => time.GetElapsedTime(0);

    private void Write(string text, DateTime written)
    {
        System.IO.File.WriteAllText(File, text);
        System.IO.File.SetLastWriteTimeUtc(File, written);
    }

    /// <summary>Waits while the clock goes on, and does something once it has gone on that far.</summary>
    private async Task<bool> WaitAsync(TimeSpan? after = null, Action? then = null)
    {
        var started = time.GetTimestamp();
        var wait = watch.WaitAsync(Pause, TestContext.Current.CancellationToken);
        while (!wait.IsCompleted)
        {
            if (after is { } due && time.GetElapsedTime(started) >= due)
            {
                then!();
                after = null;
            }

            time.Advance(time.ArmedTimers > 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            await Task.Yield();
        }

        return await wait;
    }
}
