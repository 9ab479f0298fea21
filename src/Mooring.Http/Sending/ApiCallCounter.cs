namespace Mooring.Http;

/// <summary>Counts HTTP requests that really left this machine, repeats included.</summary>
/// <param name="sum">Counts the same and others' besides; null (default) for none.</param>
public sealed class ApiCallCounter(ApiCallCounter? sum = null)
{
    private int _count;

    /// <summary>How many were sent so far.</summary>
    public int Count => Volatile.Read(ref _count);

    internal void Increment()
    {
        Interlocked.Increment(ref _count);
        sum?.Increment();
    }
}
