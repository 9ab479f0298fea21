using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Certificates;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>What a certificate says of itself.</summary>
public static class CertificateFacts
{
    /// <summary>The DNS names of its subject alternative name (RFC 5280 §4.2.1.6), in its order; what is no domain name is left out.</summary>
    public static ImmutableArray<DomainName> DomainsOf(X509Certificate2 certificate) =>
    [
        .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(names => names.EnumerateDnsNames())
            .Select(name => DomainName.TryParse(name, out var read) ? read : null)
            .OfType<DomainName>(),
    ];

    /// <summary>From when to when it counts, in UTC.</summary>
    public static Validity ValidityOf(X509Certificate2 certificate) => new(
        new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
}
