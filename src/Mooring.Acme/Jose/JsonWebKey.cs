using System.Buffers.Text;
using System.Security.Cryptography;

namespace Mooring.Acme;

/// <summary>Public keys as JSON Web Keys in canonical form: required members only, in lexical order, without blanks (RFC 7638 §3.2, §3.3).</summary>
internal static class JsonWebKey
{
    /// <summary>RFC 7518 §6.2.1: coordinates are as wide as the field, which is how the framework gives them.</summary>
    public static string Of(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"crv":"{{CurveName(parameters)}}","kty":"EC","x":"{{Base64Url.EncodeToString(parameters.Q.X)}}","y":"{{Base64Url.EncodeToString(parameters.Q.Y)}}"}""";
    }

    /// <summary>RFC 7518 §6.3.1: modulus and exponent without leading zeros, which is how the framework gives them.</summary>
    public static string Of(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"e":"{{Base64Url.EncodeToString(parameters.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}"}""";
    }

    /// <summary>RFC 7518 §6.2.1.1; null for a curve that no ACME server takes. Told by its identifier: other curves are as wide.</summary>
    public static string? CurveName(ECParameters parameters) => parameters.Curve.IsNamed ? NameOf(parameters.Curve.Oid) : null;

    /// <summary>Some platforms tell the name only.</summary>
    private static string? NameOf(Oid oid) => oid.Value switch
    {
        "1.2.840.10045.3.1.7" => "P-256",
        "1.3.132.0.34" => "P-384",
        _ => oid.FriendlyName switch
        {
            "nistP256" or "ECDSA_P256" => "P-256",
            "nistP384" or "ECDSA_P384" => "P-384",
            _ => null,
        },
    };
}
