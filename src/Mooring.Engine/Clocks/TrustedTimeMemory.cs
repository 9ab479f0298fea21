using System.Text.Json.Serialization;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.Engine.Clocks;

/// <summary>Carries the latest time learned over verified TLS from one run to the next: no time server is believed that says less.</summary>
/// <param name="store">Where it is kept.</param>
public sealed class TrustedTimeMemory(IStateStore store)
{
    /// <summary>A floor need not be exact: a write a day is enough.</summary>
    private static readonly TimeSpan Worth = TimeSpan.FromDays(1);

    private readonly StateDocumentOf<KnownTime> memory = new(store, "clock/known-time", TrustedTimeJson.Default.KnownTime, KnownTime.Nothing);

    /// <summary>What earlier runs learned.</summary>
    public async Task<TrustedTime> RestoreAsync(CancellationToken cancellation) => new((await memory.ReadAsync(cancellation)).Latest);

    /// <summary>Keeps what this run learned, where it is worth it; another process that knows better is not overruled.</summary>
    public async Task SaveAsync(TrustedTime trusted, CancellationToken cancellation)
    {
        if (trusted.Latest is { } latest)
        {
            await memory.ChangeAsync(before => before.Latest is { } known && latest - known < Worth ? before : before with { Latest = latest }, cancellation);
        }
    }
}

/// <summary>The latest time known for sure.</summary>
/// <param name="Version">Format of this document.</param>
/// <param name="Latest">UTC; null when nothing was learned yet.</param>
internal sealed record KnownTime(int Version, DateTimeOffset? Latest = null)
{
    /// <summary>Nothing learned.</summary>
    public static readonly KnownTime Nothing = new(1);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KnownTime))]
internal sealed partial class TrustedTimeJson : JsonSerializerContext;
