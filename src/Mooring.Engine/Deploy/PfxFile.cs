using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Engine.Deploy;

/// <summary>A certificate with its key as PKCS #12 (RFC 7292), encrypted as openssl 3 does by default: PBES2 with AES-256-CBC, HMAC-SHA-256.</summary>
/// <remarks>Windows reads it since Server 2019 and Windows 10 1709; older ones know 3DES and RC2 only.</remarks>
public static class PfxFile
{
    private const int Iterations = 100_000;

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations);

    /// <summary>The file's content.</summary>
    /// <param name="certificate">The chain.</param>
    /// <param name="privateKey">Its key, as PEM.</param>
    /// <param name="password">What encrypts it; null for the empty password.</param>
    public static byte[] Make(StoredCertificate certificate, Secret privateKey, Secret? password)
    {
        var secret = password?.Reveal() ?? "";
        using var opened = new OpenedChain(certificate.Chain);
        using var key = CertificateKeys.Open(privateKey);
        var (keys, certificates) = (new Pkcs12SafeContents(), new Pkcs12SafeContents());
        var leaf = opened.Certificates[0];
        var mark = new Pkcs9LocalKeyId(SHA256.HashData(leaf.RawData));
        keys.AddShroudedKey(key, secret, Encryption).Attributes.Add(mark);
        certificates.AddCertificate(leaf).Attributes.Add(mark);
        foreach (var issuer in opened.Certificates.Skip(1))
        {
            certificates.AddCertificate(issuer);
        }

        var file = new Pkcs12Builder();
        file.AddSafeContentsUnencrypted(keys);
        file.AddSafeContentsEncrypted(certificates, secret, Encryption);
        file.SealWithMac(secret, HashAlgorithmName.SHA256, Iterations);
        return file.Encode();
    }
}
