using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mooring.Engine.Store;

/// <summary>One typed document of the state store: read it, or change what it holds by compare-and-swap.</summary>
/// <param name="store">Where it lies.</param>
/// <param name="key">Its key.</param>
/// <param name="type">How it is written.</param>
/// <param name="empty">What it holds before it was ever written, and when it cannot be read.</param>
public sealed class StateDocumentOf<T>(IStateStore store, string key, JsonTypeInfo<T> type, T empty)
    where T : class
{
    /// <summary>What it holds.</summary>
    public async Task<T> ReadAsync(CancellationToken cancellation) => (await ReadVersionAsync(cancellation)).Content;

    /// <summary>What it holds, and which version of it that is: another one after any change; null before it was ever written.</summary>
    public async Task<(T Content, string? Version)> ReadVersionAsync(CancellationToken cancellation) =>
        await store.ReadAsync(key, cancellation) is { } document ? (Decode(document.Content), document.Version) : (empty, null);

    /// <summary>The turn at what it is about; see <see cref="IStateStore.TakeTurnAsync"/>.</summary>
    public Task<IDisposable> TakeTurnAsync(CancellationToken cancellation) => store.TakeTurnAsync(key, cancellation);

    /// <summary>Replaces it by what <paramref name="change"/> makes of it; nothing is written when that is the same object.</summary>
    public async Task<T> ChangeAsync(Func<T, T> change, CancellationToken cancellation)
    {
        var after = empty;
        await store.UpdateAsync(key, content =>
        {
            var before = Decode(content);
            after = change(before);
            return ReferenceEquals(before, after) ? null : (ReadOnlyMemory<byte>?)JsonSerializer.SerializeToUtf8Bytes(after, type);
        }, cancellation);
        return after;
    }

    private T Decode(ReadOnlyMemory<byte>? content)
    {
        if (content is not { } json || !DocumentFormat.IsWhole(json.Span))
        {
            return empty;
        }

        try
        {
            return JsonSerializer.Deserialize(json.Span, type) ?? empty;
        }
        catch (JsonException)
        {
            // The store sets damaged files aside; what is well-formed but not ours to read starts anew, and the provider's
            // own state is the truth that a round starts from.
            return empty;
        }
    }
}
