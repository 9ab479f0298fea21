using System.Collections.Concurrent;
using System.Globalization;

namespace Mooring.Engine.Store;

/// <summary>State that is gone with the process: for trials and while the disk cannot be written.</summary>
public sealed class InMemoryStateStore : IStateStore
{
    private readonly ConcurrentDictionary<string, StateDocument> documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private long lastVersion;

    /// <inheritdoc />
    public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) =>
        Task.FromResult(documents.GetValueOrDefault(key));

    /// <inheritdoc />
    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
    {
        DocumentFormat.ThrowIfNotJson(key, content.Span);
        var version = Interlocked.Increment(ref lastVersion).ToString(CultureInfo.InvariantCulture);
        var document = new StateDocument(content.ToArray(), version);
        var written = expected is null
            ? documents.TryAdd(key, document)
            : documents.TryGetValue(key, out var current) && current.Version == expected && documents.TryUpdate(key, document, current);
        return Task.FromResult(written ? version : null);
    }

    /// <inheritdoc />
    public async Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation)
    {
        var turn = turns.GetOrAdd(key, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(
            [.. documents.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref given, 1) == 0)
            {
                turn.Release();
            }
        }
    }
}
