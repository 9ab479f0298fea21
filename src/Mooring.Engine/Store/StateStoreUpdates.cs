namespace Mooring.Engine.Store;

/// <summary>One read-modify-write of a document.</summary>
public static class StateStoreUpdates
{
    private const int MostTries = 100;

    /// <summary>Changes a document, again from the start whenever somebody else wrote it meanwhile.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The document's key.</param>
    /// <param name="change">
    /// From the content, null when there is none, to the new one; null leaves things as they are. May run more than once, so it
    /// changes nothing else, and it must not talk to a network.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StateStoreException">The store failed, or others wrote without pause.</exception>
    public static async Task UpdateAsync(
        this IStateStore store, string key, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?> change, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var document = await store.ReadAsync(key, cancellation);
            if (change(document?.Content) is not { } content
                || await store.WriteAsync(key, content, document?.Version, cancellation) is not null)
            {
                return;
            }
        }

        throw new StateStoreException(StateFault.Locked, new Core.Text(
            $"others changed the state '{key}' {MostTries} times in a row while it was being written; try again",
            $"写入状态“{key}”时，其他进程连续修改了 {MostTries} 次；请重试"));
    }
}
