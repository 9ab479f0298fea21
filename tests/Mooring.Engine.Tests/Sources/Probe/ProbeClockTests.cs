using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>A real TLS server whose certificate is sound but for its dates, as every server looks to a clock that is wrong.</summary>
public sealed class ProbeClockTests
{
    [Fact]
    public async Task A_certificate_out_of_date_is_refused_and_the_clock_is_named()
    {
        using var root = Certificate("CN=Test root", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var leaf = Certificate("CN=localhost", root, DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(41));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeOnceAsync(listener, leaf);
        using var probes = new NetworkProbes(new ProbeTransportOptions { RootCertificates = [root] }, TimeProvider.System);

        var target = ProbeTarget.Parse($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/ip");
        var reply = await probes.AskAsync(target, IpFamily.IPv4, TestContext.Current.CancellationToken);

        var failed = Assert.IsType<ProbeReply.Failed>(reply);
        Assert.Contains("the clock of this machine is probably wrong", failed.Why.English, StringComparison.Ordinal);
        Assert.Contains("本机时钟", failed.Why.Chinese, StringComparison.Ordinal);
        await serving;
    }

    private static X509Certificate2 Certificate(string subject, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(issuer, from, to, [1, 2, 3]);
        return bare.CopyWithPrivateKey(key);
    }

    private static async Task ServeOnceAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, TestContext.Current.CancellationToken);
            await tls.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The client hangs up, as it should.
        }
    }
}
