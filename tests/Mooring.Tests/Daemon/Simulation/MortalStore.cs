using Mooring.Engine.Store;

namespace Mooring.Tests.Daemon.Simulation;

/// <summary>State that outlives a process; a process that is killed writes nothing more.</summary>
internal sealed class MortalStore : IStateStore
{
    private readonly InMemoryStateStore inner = new();

    public bool IsDead { get; set; }

    public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation) =>
        IsDead ? throw new OperationCanceledException("killed") : inner.WriteAsync(key, content, expected, cancellation);

    public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => inner.TakeTurnAsync(key, cancellation);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
}
