using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>A program that keeps running, watched by what it says on standard error.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task reading;
    private readonly StringBuilder said = new();
    private readonly Lock gate = new();
    private TaskCompletionSource more = New();

    private RunningProgram(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        reading = ReadAsync();
    }

    public int Id => process.Id;

    /// <summary>All it said so far.</summary>
    public string Said
    {
        get
        {
            lock (gate)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts <c>mooring run</c>, or another verb, on a harbour's configuration.</summary>
    public static RunningProgram Start(Harbour harbour, params string[] arguments) =>
        new(MooringProgram.Start(harbour.Directory, arguments.Length > 0 ? arguments : ["run", "--log-level", "debug"]));

    /// <summary>Takes over a program that was started already.</summary>
    public static RunningProgram Of(Process process) => new(process);

    /// <summary>Waits until it said something that often; what it does not say within two minutes it does not say at all.</summary>
    public async Task SaysAsync(string what, int times = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (true)
        {
            var next = Volatile.Read(ref more).Task;
            if (Said.Split(what).Length > times)
            {
                return;
            }

            Assert.False(reading.IsCompleted, $"it ended without saying '{what}': {Said}");
            Assert.False(patience.IsCancellationRequested, $"it did not say '{what}': {Said}");
            await Task.WhenAny(next, reading, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, patience.Token)).WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends a signal by its name, e.g. TERM.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end; one that does not come within a while fails the test.</summary>
    public async Task<ProgramResult> EndsAsync(TimeSpan? within = null)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(within ?? TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
        await reading;
        return new ProgramResult(process.ExitCode, await output, Said);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        await reading;
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (gate)
            {
                said.AppendLine(line);
            }

            Interlocked.Exchange(ref more, New()).SetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
