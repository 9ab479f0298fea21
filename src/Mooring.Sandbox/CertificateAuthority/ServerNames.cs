using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Sandbox.CertificateAuthority;

/// <summary>The names and addresses a server certificate carries.</summary>
/// <param name="Hosts">DNS names, as A-labels.</param>
/// <param name="Addresses">IP addresses.</param>
public sealed record ServerNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>The subjectAltName extension (RFC 5280 §4.2.1.6).</summary>
    internal X509Extension ToExtension()
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var host in Hosts)
        {
            builder.AddDnsName(host);
        }

        foreach (var address in Addresses)
        {
            builder.AddIpAddress(address);
        }

        return builder.Build();
    }
}
