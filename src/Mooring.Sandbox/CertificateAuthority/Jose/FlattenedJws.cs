using System.Text;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Jose;

/// <summary>A JWS in the flattened JSON form that ACME takes (RFC 7515 §7.2.2, RFC 8555 §6.2), not verified yet.</summary>
/// <param name="Header">The protected header.</param>
/// <param name="Payload">The payload; empty for POST-as-GET.</param>
/// <param name="SigningInput">What was signed.</param>
/// <param name="Signature">The signature.</param>
internal sealed record FlattenedJws(JsonMembers Header, byte[] Payload, byte[] SigningInput, byte[] Signature)
{
    /// <summary>The algorithm that the header names.</summary>
    public string Algorithm => Header.RequiredText("alg");

    /// <summary>Takes one apart.</summary>
    /// <exception cref="ProblemException">It has another form, or an unprotected header, or says that something must be understood.</exception>
    public static FlattenedJws Read(JsonMembers body)
    {
        if (body.Has("header") || body.Has("signatures"))
        {
            throw ProblemException.Malformed("the JWS must have one signature and no unprotected header (RFC 8555 §6.2)");
        }

        var (header, payload) = (body.RequiredText("protected"), body.RequiredText("payload"));
        var members = JsonMembers.Parse(Decode(header, "protected"), "the protected header");
        if (members.Has("crit") || members.Has("b64"))
        {
            throw ProblemException.Malformed("the protected header names extensions (crit, b64) that are not supported");
        }

        return new FlattenedJws(
            members, Decode(payload, "payload"), Encoding.ASCII.GetBytes($"{header}.{payload}"), Decode(body.RequiredText("signature"), "signature"));
    }

    /// <summary>Checks the signature.</summary>
    /// <exception cref="ProblemException">The algorithm is not the key's, or the signature is none by this key.</exception>
    public void Verify(Jwk key)
    {
        if (Algorithm != key.Algorithm)
        {
            throw Algorithm is "ES256" or "ES384" or "RS256"
                ? ProblemException.Malformed($"the JWS says {Algorithm}, but its key is for {key.Algorithm}")
                : UnknownAlgorithm(Algorithm);
        }

        if (!key.Verify(SigningInput, Signature))
        {
            throw ProblemException.Malformed("JWS verification error: the signature was not made by this key over this header and payload");
        }
    }

    /// <summary>The refusal of an algorithm, with those that are taken (RFC 8555 §6.2).</summary>
    public static ProblemException UnknownAlgorithm(string algorithm) => new(new Problem(
        "badSignatureAlgorithm", 400, $"JWS signature algorithm '{algorithm}' is not one of ES256, ES384, RS256")
    {
        Algorithms = ["ES256", "ES384", "RS256"],
    });

    private static byte[] Decode(string text, string member) => Base64UrlText.Read(text)
        ?? throw ProblemException.Malformed($"'{member}' is not base64url without padding");
}
