using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Chains of certificates as PEM (RFC 7468, RFC 8555 §9.1).</summary>
public static class PemChain
{
    /// <summary>Each certificate of a text on its own, in its order, written anew with a final line break; what is no certificate is left out.</summary>
    public static ImmutableArray<string> Split(string pem)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is "CERTIFICATE")
            {
                found.Add(rest[fields.Location].ToString().ReplaceLineEndings("\n") + "\n");
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Reads the certificates; the caller disposes of each.</summary>
    /// <exception cref="CryptographicException">One of them is none.</exception>
    public static ImmutableArray<X509Certificate2> Open(IEnumerable<string> chain)
    {
        var opened = ImmutableArray.CreateBuilder<X509Certificate2>();
        try
        {
            foreach (var pem in chain)
            {
                opened.Add(X509Certificate2.CreateFromPem(pem));
            }

            return opened.ToImmutable();
        }
        catch (CryptographicException)
        {
            Close(opened);
            throw;
        }
    }

    /// <summary>Disposes of what <see cref="Open"/> gave.</summary>
    public static void Close(IEnumerable<X509Certificate2> chain)
    {
        foreach (var certificate in chain)
        {
            certificate.Dispose();
        }
    }
}
