using System.Text.Json.Serialization;

namespace Mooring.Acme;

/// <summary>What goes over the wire. Lenient about members unknown (RFC 8555 §7.1: "MUST ignore"), strict about those known.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Jws))]
[JsonSerializable(typeof(ProblemWire))]
[JsonSerializable(typeof(DirectoryWire))]
[JsonSerializable(typeof(NewAccountWire))]
[JsonSerializable(typeof(AccountUpdateWire))]
[JsonSerializable(typeof(AccountWire))]
[JsonSerializable(typeof(BindingWire))]
[JsonSerializable(typeof(NewOrderWire))]
[JsonSerializable(typeof(FinalizeWire))]
[JsonSerializable(typeof(OrderWire))]
[JsonSerializable(typeof(AuthorizationWire))]
[JsonSerializable(typeof(ChallengeWire))]
[JsonSerializable(typeof(StatusWire))]
[JsonSerializable(typeof(RevocationWire))]
[JsonSerializable(typeof(RenewalInfoWire))]
internal sealed partial class AcmeJson : JsonSerializerContext;

/// <summary>The one member of a request to deactivate something (RFC 8555 §7.3.6, §7.5.2).</summary>
internal sealed record StatusWire(string Status)
{
    public static StatusWire Deactivated { get; } = new("deactivated");
}

/// <summary>A name (RFC 8555 §9.7.7).</summary>
internal sealed record IdentifierWire(string Type, string Value);
