using System.Security.Cryptography;
using Mooring.Sandbox.CertificateAuthority.Jose;

namespace Mooring.Sandbox.CertificateAuthority.Directory;

/// <summary>The nonces that were handed out and not used yet (RFC 8555 §6.5).</summary>
internal sealed class NonceBook
{
    // The oldest are forgotten, as a CA does.
    private const int Capacity = 10_000;

    private readonly HashSet<string> good = new(StringComparer.Ordinal);
    private readonly Queue<string> ages = new();

    /// <summary>Hands out a new one.</summary>
    public string Issue()
    {
        var nonce = Base64UrlText.Write(RandomNumberGenerator.GetBytes(16));
        good.Add(nonce);
        ages.Enqueue(nonce);
        if (ages.Count > Capacity)
        {
            good.Remove(ages.Dequeue());
        }

        return nonce;
    }

    /// <summary>Takes one back; false for one that was used, forgotten or never handed out.</summary>
    public bool TryUse(string nonce) => good.Remove(nonce);
}
