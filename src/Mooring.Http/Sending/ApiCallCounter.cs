namespace Mooring.Http;

/// <summary>Counts HTTP requests that really left this machine, repeats included; one per run, shared by all channels.</summary>
public sealed class ApiCallCounter
{
    private int _count;

    /// <summary>How many were sent so far.</summary>
    public int Count => Volatile.Read(ref _count);

    internal void Increment() => Interlocked.Increment(ref _count);
}
