using System.Text.Json.Serialization;

namespace Mooring.Acme;

/// <summary>What such a service answers (ZeroSSL's documentation, "ACME: generate EAB credentials"): credentials, or an error.</summary>
internal sealed record BindingWire
{
    [JsonPropertyName("eab_kid")]
    public string? KeyId { get; init; }

    [JsonPropertyName("eab_hmac_key")]
    public string? Key { get; init; }

    public BindingErrorWire? Error { get; init; }
}

/// <summary>Why there are none.</summary>
internal sealed record BindingErrorWire(string? Type);
