using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.Engine.Clocks;

/// <summary>Carries measured clock offsets from one run to the next, so that the first request is signed right.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">This machine's clock.</param>
public sealed class ClockMemory(IStateStore store, TimeProvider time)
{
    /// <summary>A change smaller than this is the resolution of a <c>Date</c> header and is not worth a write.</summary>
    private static readonly TimeSpan Worth = TimeSpan.FromSeconds(2);

    /// <summary>The trusted time only bars answers from the past; a day more or less is not worth a write a round.</summary>
    private static readonly TimeSpan TrustedWorth = TimeSpan.FromDays(1);

    private readonly StateDocumentOf<ClockOffsets> memory = new(store, "clock/offsets", ClockJson.Default.ClockOffsets, ClockOffsets.Empty);

    /// <summary>Gives each provider's clock the offset of the last run.</summary>
    public async Task RestoreAsync(IReadOnlyDictionary<string, ServerClock> clocks, CancellationToken cancellation)
    {
        var remembered = await memory.ReadAsync(cancellation);
        foreach (var (provider, clock) in clocks)
        {
            if (remembered.Seconds.TryGetValue(provider, out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2)
            {
                clock.Restore(TimeSpan.FromSeconds(seconds));
            }
        }
    }

    /// <summary>The latest time that an earlier run learned over verified TLS, or null.</summary>
    public async Task<DateTimeOffset?> TrustedAsync(CancellationToken cancellation) => (await memory.ReadAsync(cancellation)).Trusted;

    /// <summary>Keeps what this run measured and learned, where it differs.</summary>
    public Task SaveAsync(IReadOnlyDictionary<string, ServerClock> clocks, TrustedTime trusted, CancellationToken cancellation) =>
        memory.ChangeAsync(before => Learn(Merge(before, clocks), trusted.Latest), cancellation);

    private static ClockOffsets Learn(ClockOffsets before, DateTimeOffset? trusted) =>
        trusted is { } latest && latest - (before.Trusted ?? DateTimeOffset.MinValue) >= TrustedWorth ? before with { Trusted = latest } : before;

    private ClockOffsets Merge(ClockOffsets before, IReadOnlyDictionary<string, ServerClock> clocks)
    {
        var changed = clocks
            .Where(clock => clock.Value.Offset is { } offset
                && Math.Abs(offset.TotalSeconds - before.Seconds.GetValueOrDefault(clock.Key)) >= Worth.TotalSeconds)
            .Select(clock => KeyValuePair.Create(clock.Key, Math.Round(clock.Value.Offset!.Value.TotalSeconds, 1)))
            .ToArray();
        return changed.Length == 0 ? before : before with { Seconds = before.Seconds.SetItems(changed), At = time.GetUtcNow() };
    }
}

/// <summary>The measured offsets.</summary>
/// <param name="Version">Format of this document.</param>
/// <param name="At">When they were last written, by this machine's clock.</param>
/// <param name="Seconds">By provider: the provider's clock minus this machine's.</param>
/// <param name="Trusted">The latest time learned over verified TLS.</param>
internal sealed record ClockOffsets(int Version, DateTimeOffset At, ImmutableDictionary<string, double> Seconds, DateTimeOffset? Trusted = null)
{
    /// <summary>Nothing measured.</summary>
    public static readonly ClockOffsets Empty = new(1, DateTimeOffset.MinValue, ImmutableDictionary<string, double>.Empty);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ClockOffsets))]
internal sealed partial class ClockJson : JsonSerializerContext;
