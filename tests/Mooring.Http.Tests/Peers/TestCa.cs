using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Http.Tests;

/// <summary>A throw-away CA with an intermediate, as real servers' chains have.</summary>
internal sealed class TestCa : IDisposable
{
    private readonly X509Certificate2 _intermediate;

    /// <param name="from">Start of the root's and the intermediate's validity.</param>
    /// <param name="to">Its end.</param>
    public TestCa(DateTimeOffset from, DateTimeOffset to)
    {
        var serial = Guid.NewGuid().ToString("N");
        Root = Authority($"Test root {serial}", null, from, to);
        _intermediate = Authority($"Test intermediate {serial}", Root, from, to);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2Collection Roots => [Root];

    /// <summary>A step that serves TLS with a certificate for <c>localhost</c>, or another name, and then plays another step.</summary>
    public Func<Peer, Task> Serving(DateTimeOffset from, DateTimeOffset to, Func<Peer, Task> then, string name = "localhost")
    {
        var context = SslStreamCertificateContext.Create(Leaf(name, from, to), [_intermediate], offline: true);
        return async peer =>
        {
            var tls = new SslStream(peer.Stream);
            peer.Stream = tls;
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, peer.Stop);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                return;
            }

            await then(peer);
        };
    }

    public void Dispose()
    {
        Root.Dispose();
        _intermediate.Dispose();
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return issuer is null
            ? request.CreateSelfSigned(from, to)
            : request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
    }

    private X509Certificate2 Leaf(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request.Create(_intermediate, from, to, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
    }
}
