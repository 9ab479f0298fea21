using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Updating;

/// <summary>State of which some documents cannot be written, as while another process holds the lock.</summary>
internal sealed class HeldStore : IStateStore
{
    public static readonly Text Text = Text.Same("process 7 has held the lock for more than 10 s");
    private readonly InMemoryStateStore inner = new();

    /// <summary>The documents that cannot be written.</summary>
    public Func<string, bool> Held { get; set; } = _ => false;

    /// <summary>The documents at which another process has its turn.</summary>
    public Func<string, bool> Taken { get; set; } = _ => false;

    public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation) =>
        Held(key) ? throw new StateStoreException(StateFault.Locked, Text) : inner.WriteAsync(key, content, expected, cancellation);

    public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) =>
        Taken(key) ? throw new StateStoreException(StateFault.Locked, Text) : inner.TakeTurnAsync(key, cancellation);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
}
