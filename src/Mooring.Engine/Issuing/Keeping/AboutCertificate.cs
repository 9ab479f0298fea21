using System.Text.Json.Serialization;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>What the files of a version do not say themselves: its file <c>about</c>.</summary>
internal sealed record AboutCertificate(
    int Version, string Name, string Key, string Issuer, Uri Directory, DateTimeOffset Issued, string? Account, string? Profile)
{
    /// <summary>The names that were ordered, A-labels; null in files from before this was kept.</summary>
    public string[]? Ordered { get; init; }

    /// <summary>Whether the private key never was here; null for false.</summary>
    public bool? KeyElsewhere { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AboutCertificate))]
[JsonSerializable(typeof(CertificateState))]
[JsonSerializable(typeof(Core.Certificates.IssuanceLedger))]
internal sealed partial class KeepingJson : JsonSerializerContext;
