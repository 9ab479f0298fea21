using System.Buffers;

namespace Mooring.Acme;

/// <summary>The alphabet of base64url (RFC 4648 §5), without padding.</summary>
internal static class Base64UrlText
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Whether the text holds nothing else, and something. What it decodes to is not asked: nonces and tokens are used as they are.</summary>
    public static bool IsIn(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(Alphabet);
}
