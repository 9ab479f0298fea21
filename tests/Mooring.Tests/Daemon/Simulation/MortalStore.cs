using Mooring.Engine.Store;

namespace Mooring.Tests.Daemon.Simulation;

/// <summary>State that outlives a process; a process that is killed writes nothing more.</summary>
internal sealed class MortalStore : IStateStore
{
    private readonly InMemoryStateStore inner = new();
    private volatile string? dead;

    public bool IsDead => dead is not null;

    /// <summary>Kills the process while it works on the documents of this prefix: those are written no more.</summary>
    public void Kill(string prefix) => dead = prefix;

    /// <summary>The next process begins.</summary>
    public void Revive() => dead = null;

    /// <summary>How many octets all documents have.</summary>
    public async Task<int> SizeAsync()
    {
        var size = 0;
        foreach (var key in await inner.ListAsync("", CancellationToken.None))
        {
            size += (await inner.ReadAsync(key, CancellationToken.None))!.Content.Length;
        }

        return size;
    }

    public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation) =>
        dead is { } prefix && key.StartsWith(prefix, StringComparison.Ordinal) ? throw new OperationCanceledException("killed") : inner.WriteAsync(key, content, expected, cancellation);

    public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => inner.TakeTurnAsync(key, cancellation);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
}
