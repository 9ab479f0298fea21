using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mooring.Engine.Store;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Which probes are left alone, and until when: the document <c>probes</c>.</summary>
public sealed record ProbeMemory
{
    /// <summary>The document's key.</summary>
    public const string Key = "probes";

    /// <summary>Nothing remembered.</summary>
    public static readonly ProbeMemory Empty = new();

    /// <summary>Format of this document.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The probes that failed last time. A document that lacks them is read as if it held none.</summary>
    public ImmutableArray<RestingProbe> Resting { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>By family (<c>ipv4</c>, <c>ipv6</c>), how many probes are left alone now.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountRestingAsync(IStateStore store, DateTimeOffset now, CancellationToken cancellation)
    {
        var memory = await new StateDocumentOf<ProbeMemory>(store, Key, ProbeJson.Default.ProbeMemory, Empty).ReadAsync(cancellation);
        return memory.Resting.Where(rest => rest.Until > now).CountBy(rest => rest.Family, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }
}

/// <summary>A probe that is left alone.</summary>
/// <param name="Probe">The target's <see cref="ProbeTarget.MemoryKey"/>.</param>
/// <param name="Family"><c>ipv4</c> or <c>ipv6</c>: a server may fail over one family only.</param>
/// <param name="Since">When it failed last.</param>
/// <param name="Until">When it may be asked again.</param>
/// <param name="Failures">How often it failed in a row.</param>
/// <param name="Blocked">Whether it does not want to be asked; then it is not, even when others are missing.</param>
public sealed record RestingProbe(string Probe, string Family, DateTimeOffset Since, DateTimeOffset Until, int Failures, bool Blocked);

/// <summary>The addresses a source saw lately: the document <c>addresses/NAME</c>.</summary>
public sealed record AddressHistory
{
    /// <summary>Nothing seen.</summary>
    public static readonly AddressHistory Empty = new();

    /// <summary>Format of this document.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Each change, oldest first; the last one is the address now. A document that lacks them is read as if it held none.</summary>
    public ImmutableArray<SeenAddress> Changes { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>An address and the time it was first seen in a row.</summary>
/// <param name="Address">The address as text.</param>
/// <param name="Since">When it took over.</param>
public sealed record SeenAddress(string Address, DateTimeOffset Since);

/// <summary>How the documents of probes are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ProbeMemory))]
[JsonSerializable(typeof(AddressHistory))]
internal sealed partial class ProbeJson : JsonSerializerContext;
