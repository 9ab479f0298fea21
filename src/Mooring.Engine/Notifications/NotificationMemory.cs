using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Mooring.Engine.Notifications;

/// <summary>What notifications remember: the document <c>notifications</c>.</summary>
/// <param name="Version">Format of this document.</param>
/// <param name="Open">By entry, since when it fails.</param>
/// <param name="Letters">What waits to be sent.</param>
internal sealed record NotificationMemory(int Version, ImmutableSortedDictionary<string, DateTimeOffset> Open, ImmutableArray<Letter> Letters)
{
    /// <summary>The document's key.</summary>
    public const string Key = "notifications";

    /// <summary>Nothing happened.</summary>
    public static readonly NotificationMemory Empty = new(1, ImmutableSortedDictionary<string, DateTimeOffset>.Empty, []);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NotificationMemory))]
internal sealed partial class NotificationJson : JsonSerializerContext;
