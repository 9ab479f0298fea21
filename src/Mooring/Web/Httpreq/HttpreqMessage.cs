using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Challenges;

namespace Mooring.Web.Httpreq;

/// <summary>
/// What lego's <c>httpreq</c> provider sends (go-acme.github.io/lego/dns/httpreq): <c>fqdn</c> and <c>value</c>, or in its mode RAW
/// <c>domain</c>, <c>token</c> and <c>keyAuth</c>.
/// </summary>
internal sealed record HttpreqMessage(string? Fqdn, string? Value, string? Domain, string? Token, string? KeyAuth)
{
    private const string Label = "_acme-challenge";

    /// <summary>Reads a body. Pure.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="challenge">What is to be published or removed; null where the body is none of the two forms.</param>
    /// <param name="name">Its owner name, before aliases.</param>
    /// <param name="why">Why not, in English; holds nothing of the body.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body, [NotNullWhen(true)] out Challenge? challenge, [NotNullWhen(true)] out DomainName? name, [NotNullWhen(false)] out string? why)
    {
        (challenge, name, why) = (null, null, null);
        if (Parse(body) is not { } message)
        {
            why = "the body is no JSON object with \"fqdn\" and \"value\", nor with \"domain\", \"token\" and \"keyAuth\"";
            return false;
        }

        var value = message.Fqdn is null ? message.RawValue : message.Value;
        name = message.Name;
        why = name is null ? $"the name is none of the form {Label}.example.com"
            : value is null ? "\"keyAuth\" is no key authorization of \"token\" (RFC 8555, section 8.1)"
            : !IsDigest(value) ? "the value is not the 43 characters of base64url that a dns-01 challenge has (RFC 8555, section 8.4)"
            : null;
        challenge = why is null ? new Challenge(name!.Parent!, value!) : null;
        return challenge is not null;
    }

    private DomainName? Name =>
        (Fqdn ?? (Domain is null ? null : $"{Label}.{(Domain.StartsWith("*.", StringComparison.Ordinal) ? Domain[2..] : Domain)}")) is { } text
        && DomainName.TryParse(text, out var name) && name.Labels is [Label, not "*", _, ..] ? name : null;

    /// <summary>The digest of the key authorization (RFC 8555 §8.4); null where it is none of the token.</summary>
    private string? RawValue => KeyAuth?.Split('.') is [{ Length: > 0 } token, var thumbprint] && token == Token && IsDigest(thumbprint)
        ? Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(KeyAuth))) : null;

    private static bool IsDigest(string text) => text.Length == 43 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static HttpreqMessage? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, HttpreqJson.Default.HttpreqMessage) is { } message && (message is { Fqdn: not null, Value: not null } || message is { Domain: not null, Token: not null, KeyAuth: not null })
                ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(HttpreqMessage))]
internal sealed partial class HttpreqJson : JsonSerializerContext;
