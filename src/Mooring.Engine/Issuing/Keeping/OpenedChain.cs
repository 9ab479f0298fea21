using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>The certificates of a chain, read; disposing of it disposes of each.</summary>
internal sealed class OpenedChain : IDisposable
{
    private readonly List<X509Certificate2> certificates = [];

    /// <summary>Reads them.</summary>
    /// <param name="chain">Each as PEM.</param>
    /// <exception cref="CryptographicException">One of them is none.</exception>
    public OpenedChain(IEnumerable<string> chain)
    {
        try
        {
            foreach (var pem in chain)
            {
                certificates.Add(X509Certificate2.CreateFromPem(pem));
            }
        }
        catch (CryptographicException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The certificates, in order.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => certificates;

    /// <inheritdoc />
    public void Dispose() => certificates.ForEach(certificate => certificate.Dispose());
}
