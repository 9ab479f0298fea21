using System.Collections.Immutable;
using System.Security.Cryptography;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>Binds an account to one that the CA's customer has elsewhere (RFC 8555 §7.3.4).</summary>
internal static class ExternalBinding
{
    /// <summary>Checks a binding and returns its key id.</summary>
    /// <param name="binding">The inner JWS.</param>
    /// <param name="accountKey">The key of the outer one.</param>
    /// <param name="url">The address of newAccount.</param>
    /// <param name="keys">The MAC keys in base64url, by key id.</param>
    /// <exception cref="ProblemException">It is not for this account and address, or not by such a key.</exception>
    public static string Check(JsonMembers binding, Jwk accountKey, string url, ImmutableSortedDictionary<string, string> keys)
    {
        var jws = FlattenedJws.Read(binding);
        if (jws.Header.Has("nonce") || jws.Header.Has("jwk"))
        {
            throw ProblemException.Malformed("the external account binding has neither 'nonce' nor 'jwk' in its header");
        }

        if (jws.Header.RequiredText("url") != url)
        {
            throw ProblemException.Malformed($"the 'url' of the external account binding must be {url}, as in the outer JWS");
        }

        var id = jws.Header.RequiredText("kid");
        if (!keys.TryGetValue(id, out var key) || !IsAuthentic(jws, Base64UrlText.Read(key)!))
        {
            throw ProblemException.Unauthorized($"the external account binding was not made by the key of '{id}'");
        }

        return Jwk.Read(JsonMembers.Parse(jws.Payload, "the payload of the external account binding")).Thumbprint == accountKey.Thumbprint
            ? id
            : throw ProblemException.Malformed("the external account binding is for another account key");
    }

    private static bool IsAuthentic(FlattenedJws jws, byte[] key) => CryptographicOperations.FixedTimeEquals(jws.Signature, jws.Algorithm switch
    {
        "HS256" => HMACSHA256.HashData(key, jws.SigningInput),
        "HS384" => HMACSHA384.HashData(key, jws.SigningInput),
        "HS512" => HMACSHA512.HashData(key, jws.SigningInput),
        var other => throw ProblemException.Malformed($"'{other}' is no MAC for an external account binding; take HS256, HS384 or HS512"),
    });
}
