namespace Mooring.Engine.Store;

/// <summary>Everything the program remembers, as small documents under keys.</summary>
/// <remarks>
/// One compare-and-swap interface, so that a shared store can stand in for the directory. Keys are lower-case paths such as
/// <c>clock</c> or <c>zones/home/example.com</c>. A document is UTF-8 JSON that a person can read; it carries its own
/// format version.
/// </remarks>
public interface IStateStore
{
    /// <summary>The document and its version, or null when there is none.</summary>
    Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation);

    /// <summary>
    /// Writes the document if its version is still <paramref name="expected"/> (null: if there is none), durably before it returns.
    /// </summary>
    /// <returns>The new version, or null when somebody else wrote first: read again and decide again.</returns>
    Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation);

    /// <summary>
    /// Waits for the turn at what a document is about, which one caller has at a time, in whatever process: until the returned object
    /// is disposed, or the process is gone, however that happens. It may be had while talking to a network; documents are read and
    /// written meanwhile as ever.
    /// </summary>
    /// <exception cref="StateStoreException"><see cref="StateFault.Locked"/>: somebody else had it for too long.</exception>
    Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation);

    /// <summary>The keys that start with the prefix, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation);
}

/// <summary>A document of the state store.</summary>
/// <param name="Content">UTF-8 JSON.</param>
/// <param name="Version">Changes with every write; opaque.</param>
public sealed record StateDocument(ReadOnlyMemory<byte> Content, string Version);
