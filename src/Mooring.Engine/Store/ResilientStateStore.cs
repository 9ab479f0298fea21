using System.Collections.Concurrent;
using Mooring.Core;

namespace Mooring.Engine.Store;

/// <summary>Goes on in memory while the store beneath cannot be written: disk full, read-only, no permission.</summary>
/// <remarks>
/// A document that could not be written is kept here and written with the next write of its key. The start and the end of such
/// a time are each said once. A lock that another process holds is no such failure: that exception is passed on.
/// </remarks>
/// <param name="inner">The store that should hold the state.</param>
/// <param name="notice">Told when the state goes to memory and when it is written again.</param>
public sealed class ResilientStateStore(IStateStore inner, Action<Text> notice) : IStateStore
{
    private readonly ConcurrentDictionary<string, Held> unwritten = new(StringComparer.Ordinal);
    private readonly InMemoryStateStore alone = new();
    private int failing;

    /// <inheritdoc />
    public async Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation)
    {
        if (unwritten.TryGetValue(key, out var held))
        {
            return held.Document;
        }

        try
        {
            return await inner.ReadAsync(key, cancellation);
        }
        catch (StateStoreException e) when (e.Fault != StateFault.Locked)
        {
            Report(e);
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
    {
        var held = unwritten.GetValueOrDefault(key);
        if (held is not null && held.Document.Version != expected)
        {
            return null;
        }

        try
        {
            return await WriteThroughAsync(key, content, held is null ? expected : held.BaseVersion, cancellation);
        }
        catch (StateStoreException e) when (e.Fault != StateFault.Locked)
        {
            Report(e);
            var document = new StateDocument(content.ToArray(), $"memory-{Guid.NewGuid():n}");
            unwritten[key] = new Held(document, held is null ? expected : held.BaseVersion);
            return document.Version;
        }
    }

    /// <inheritdoc />
    public async Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return await inner.TakeTurnAsync(key, cancellation);
        }
        catch (StateStoreException e) when (e.Fault != StateFault.Locked)
        {
            Report(e);
            return await alone.TakeTurnAsync(key, cancellation);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation)
    {
        IEnumerable<string> written = [];
        try
        {
            written = await inner.ListAsync(prefix, cancellation);
        }
        catch (StateStoreException e) when (e.Fault != StateFault.Locked)
        {
            Report(e);
        }

        return [.. written.Union(unwritten.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes to the store; what was held here is void then, also when somebody else wrote meanwhile.</summary>
    private async Task<string?> WriteThroughAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
    {
        var version = await inner.WriteAsync(key, content, expected, cancellation);
        unwritten.TryRemove(key, out _);
        if (Interlocked.Exchange(ref failing, 0) == 1)
        {
            notice(new Text("the state can be written again", "状态已恢复写入"));
        }

        return version;
    }

    private void Report(StateStoreException e)
    {
        if (Interlocked.Exchange(ref failing, 1) == 0)
        {
            notice(new Text(
                $"{e.Text.English.TrimEnd('.')}. Mooring goes on and remembers in memory only, until it can be written",
                $"{e.Text.Chinese.TrimEnd('.', '。')}。Mooring 继续运行，恢复写入之前仅在内存中记录"));
        }
    }

    /// <summary>A document that is not on disk yet, and the version on disk that it follows.</summary>
    private sealed record Held(StateDocument Document, string? BaseVersion);
}
