using Mooring.Sandbox.CertificateAuthority.Jose;

namespace Mooring.Sandbox.CertificateAuthority.Renewal;

/// <summary>The identifier of a certificate in renewal information (RFC 9773 §4.1).</summary>
internal static class CertificateIdText
{
    /// <summary>Writes it.</summary>
    /// <param name="keyId">The key identifier of the authority that signed the certificate.</param>
    /// <param name="serial">The serial number, not negative, without leading zeros.</param>
    public static string Write(ReadOnlySpan<byte> keyId, byte[] serial) =>
        $"{Base64UrlText.Write(keyId)}.{Base64UrlText.Write(serial[0] >= 0x80 ? [0, .. serial] : serial)}";

    /// <summary>Whether a text has the form.</summary>
    public static bool IsOne(string text) =>
        text.Split('.') is [var keyId, var serial] && Base64UrlText.Read(keyId) is { Length: > 0 } && Base64UrlText.Read(serial) is { Length: > 0 };
}
