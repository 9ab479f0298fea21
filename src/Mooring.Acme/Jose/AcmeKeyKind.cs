namespace Mooring.Acme;

/// <summary>The kinds of account keys, by the name of their signature algorithm (RFC 7518 §3.1).</summary>
/// <remarks>What the public CAs take. RFC 8555 §6.2 asks every server for ES256.</remarks>
public enum AcmeKeyKind
{
    /// <summary>ECDSA on P-256 with SHA-256; small, fast, taken everywhere.</summary>
    ES256,

    /// <summary>ECDSA on P-384 with SHA-384.</summary>
    ES384,

    /// <summary>RSA, PKCS #1 v1.5, with SHA-256; for keys that were made elsewhere.</summary>
    RS256,
}
