namespace Mooring.Engine.Store;

/// <summary>Reads the state and never writes it: what a trial run remembers is gone with it.</summary>
/// <param name="inner">The state.</param>
public sealed class TrialStateStore(IStateStore inner) : IStateStore
{
    /// <summary>Tells our versions from those of <c>inner</c>.</summary>
    private const string Mark = "trial-";

    private readonly InMemoryStateStore own = new();

    /// <inheritdoc />
    public async Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) =>
        await own.ReadAsync(key, cancellation) is { } document
            ? document with { Version = Mark + document.Version }
            : await inner.ReadAsync(key, cancellation);

    /// <inheritdoc />
    public async Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
    {
        var last = await ReadAsync(key, cancellation);
        if (last?.Version != expected)
        {
            return null;
        }

        var ours = expected?.StartsWith(Mark, StringComparison.Ordinal) == true ? expected[Mark.Length..] : null;
        return await own.WriteAsync(key, content, ours, cancellation) is { } version ? Mark + version : null;
    }

    /// <inheritdoc />
    public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => own.TakeTurnAsync(key, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) =>
        [.. (await inner.ListAsync(prefix, cancellation)).Union(await own.ListAsync(prefix, cancellation), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
