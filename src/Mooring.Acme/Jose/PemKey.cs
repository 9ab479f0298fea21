using System.Security.Cryptography;

namespace Mooring.Acme;

/// <summary>Reads private keys of whichever kind.</summary>
internal static class PemKey
{
    /// <summary>The key, or null where the text holds none that can be read.</summary>
    public static AsymmetricAlgorithm? Read(string pem)
    {
        AsymmetricAlgorithm? key = Import(pem, ECDsa.Create());
        return key ?? Import(pem, RSA.Create());
    }

    private static AsymmetricAlgorithm? Import(string pem, AsymmetricAlgorithm key)
    {
        try
        {
            key.ImportFromPem(pem);
            return HasPrivatePart(key) ? key : null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            // None of this kind; the other is tried.
            key.Dispose();
            return null;
        }
    }

    /// <summary>A public key can be imported too, but not written out as a private one.</summary>
    private static bool HasPrivatePart(AsymmetricAlgorithm key) => key.ExportPkcs8PrivateKey().Length > 0;
}
