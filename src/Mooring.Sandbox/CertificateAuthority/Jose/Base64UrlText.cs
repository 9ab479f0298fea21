using System.Buffers.Text;

namespace Mooring.Sandbox.CertificateAuthority.Jose;

/// <summary>base64url without padding (RFC 7515 §2), read strictly: one text for each value and none beside it.</summary>
internal static class Base64UrlText
{
    public static string Write(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);

    /// <summary>The octets; null for padding, blanks, other letters, or bits left over at the end.</summary>
    public static byte[]? Read(string? text)
    {
        if (text is null || !Base64Url.IsValid(text))
        {
            return null;
        }

        var octets = Base64Url.DecodeFromChars(text);
        return Write(octets) == text ? octets : null;
    }
}
