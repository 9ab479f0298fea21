using System.Collections.Concurrent;

namespace Mooring.Testing;

/// <summary>Runs asynchronous work on the caller's thread alone, so that it goes the same way each time, and moves time when all of it waits.</summary>
public sealed class OneThread : TaskScheduler
{
    /// <summary>Real time in which work that no clock moves has to go on; it gives up then rather than hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly BlockingCollection<Task> queue = [];
    private readonly Thread thread = Thread.CurrentThread;

    /// <summary>Runs to the end of <paramref name="work"/>.</summary>
    /// <param name="work">What to run.</param>
    /// <param name="pass">Lets time pass; false where nothing waits for time.</param>
    /// <exception cref="TimeoutException">The work hangs.</exception>
    public static void Run(Func<Task> work, Func<bool> pass)
    {
        var one = new OneThread();
        var running = Task.Factory.StartNew(() => one.RunAsync(work), CancellationToken.None, TaskCreationOptions.None, one).Unwrap();
        while (!running.IsCompleted)
        {
            one.Step(pass);
        }

        running.GetAwaiter().GetResult();
    }

    /// <inheritdoc />
    protected override void QueueTask(Task task) => queue.Add(task);

    /// <inheritdoc />
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Thread.CurrentThread == thread && TryExecuteTask(task);

    /// <inheritdoc />
    protected override IEnumerable<Task> GetScheduledTasks() => queue;

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            // Wherever it ended, the caller's thread looks up.
            new Task(() => { }).Start(this);
        }
    }

    private void Step(Func<bool> pass)
    {
        if (queue.TryTake(out var next) || !pass())
        {
            TryExecuteTask(next ?? (queue.TryTake(out next, Patience) ? next : throw new TimeoutException("the work hangs: nothing moves it, not even time")));
        }
    }
}
