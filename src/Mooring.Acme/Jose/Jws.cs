using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mooring.Acme;

/// <summary>A JSON Web Signature in the flattened form (RFC 7515 §7.2.2), the only one ACME takes (RFC 8555 §6.2).</summary>
/// <param name="Protected">The protected header, base64url.</param>
/// <param name="Payload">What is signed, base64url; empty in a POST-as-GET (RFC 8555 §6.3).</param>
/// <param name="Signature">The signature, base64url.</param>
internal sealed record Jws(string Protected, string Payload, string Signature)
{
    /// <summary>Signs a request.</summary>
    /// <param name="key">The key.</param>
    /// <param name="url">The address the request goes to, letter by letter.</param>
    /// <param name="nonce">The nonce; null inside a rollover (RFC 8555 §7.3.5).</param>
    /// <param name="account">The account's URL, as <c>kid</c>; null to show the public key instead, as <c>jwk</c>.</param>
    /// <param name="payload">What is signed.</param>
    public static Jws Sign(AcmeKey key, string url, string? nonce, string? account, ReadOnlySpan<byte> payload)
    {
        var header = Header(key.Algorithm, writer =>
        {
            if (account is null)
            {
                writer.WritePropertyName("jwk");
                writer.WriteRawValue(key.Jwk);
            }
            else
            {
                writer.WriteString("kid", account);
            }

            if (nonce is not null)
            {
                writer.WriteString("nonce", nonce);
            }

            writer.WriteString("url", url);
        });
        return Make(header, payload, key.Sign);
    }

    /// <summary>Binds an account's public key to an account the CA knows its user by (RFC 8555 §7.3.4).</summary>
    /// <param name="binding">The CA's key id and key.</param>
    /// <param name="url">The address of newAccount.</param>
    /// <param name="jwk">The account's public key.</param>
    public static Jws Bind(ExternalBinding binding, string url, string jwk)
    {
        var header = Header("HS256", writer =>
        {
            writer.WriteString("kid", binding.KeyId);
            writer.WriteString("url", url);
        });
        return Make(header, Encoding.ASCII.GetBytes(jwk), input => HMACSHA256.HashData(binding.Key(), input));
    }

    /// <summary>As the body of a request, or the payload of another signature.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AcmeJson.Default.Jws);

    private static Jws Make(string header, ReadOnlySpan<byte> payload, Func<byte[], byte[]> sign)
    {
        var encoded = Base64Url.EncodeToString(payload);
        return new(header, encoded, Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{header}.{encoded}"))));
    }

    private static string Header(string algorithm, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("alg", algorithm);
        rest(writer);
        writer.WriteEndObject();
        writer.Flush();
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
