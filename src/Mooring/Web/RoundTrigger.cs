namespace Mooring.Web;

/// <summary>Calls for a round at once; several calls before it begins are one.</summary>
/// <remarks>Safe for concurrent use. More than <see cref="Burst"/> calls in a row get one every <see cref="Pace"/>.</remarks>
internal sealed class RoundTrigger(TimeProvider time)
{
    /// <summary>How many calls are taken in a row: 10.</summary>
    public const int Burst = 10;

    /// <summary>How long it takes until one more is taken: 6 seconds.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(6);

    private readonly Lock gate = new();
    private TaskCompletionSource called = New();
    private long filled = time.GetTimestamp();
    private double left = Burst;

    /// <summary>Completed when a round is called for and <see cref="Take"/> was not called since.</summary>
    public Task Called
    {
        get
        {
            lock (gate)
            {
                return called.Task;
            }
        }
    }

    /// <summary>Calls for a round.</summary>
    /// <returns>False when there were too many calls.</returns>
    public bool TryCall()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            left = Math.Min(Burst, left + (time.GetElapsedTime(filled, now) / Pace));
            filled = now;
            if (left < 1)
            {
                return false;
            }

            left--;
            called.TrySetResult();
            return true;
        }
    }

    /// <summary>The round begins: what is called for from now on is another one.</summary>
    public void Take()
    {
        lock (gate)
        {
            called = called.Task.IsCompleted ? New() : called;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
