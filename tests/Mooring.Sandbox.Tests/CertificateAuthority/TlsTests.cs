using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Mooring.Sandbox.Tests.Hosting;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly string rootFile = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
    private RunningSandbox sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Chains are judged by this machine's own clock, so here the sandbox has the true one.
    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync(
        new SandboxOptions { Ports = SandboxPorts.Free, Tls = true, RootFile = rootFile }, TimeProvider.System);

    public ValueTask DisposeAsync()
    {
        File.Delete(rootFile);
        return sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("alidns.aliyuncs.com", "x-acs-request-id")]
    [InlineData("alidns.cn-hangzhou.aliyuncs.com", "x-acs-request-id")]
    [InlineData("dnspod.tencentcloudapi.com", "RequestId")]
    [InlineData("dnspod.intl.tencentcloudapi.com", "RequestId")]
    [InlineData("cns.api.qcloud.com", "RequestId")]
    public async Task An_unmodified_client_reaches_the_cloud_it_names(string host, string sign)
    {
        using var http = Client();

        var answer = await http.GetAsync(new Uri($"https://{host}/"), Cancellation);

        Assert.Contains(sign, $"{answer.Headers}{await answer.Content.ReadAsStringAsync(Cancellation)}", StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task The_certificate_is_good_for_this_machines_own_names(string host)
    {
        Assert.SkipWhen(host.StartsWith('[') && !Loopback.HasIpv6, "this machine has no ::1");
        using var http = Client(dialled: host.Trim('[', ']'));

        var untold = await http.GetAsync(new Uri($"https://{host}/"), Cancellation);
        var told = await http.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"https://{host}/") { Headers = { { "X-TC-Action", "DescribeDomainList" } } }, Cancellation);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, untold.StatusCode);
        Assert.Contains("dnspod.tencentcloudapi.com", await untold.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("RequestId", await told.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_names_that_differ_are_not_served()
    {
        // By hand, because .NET's handler takes the name of the connection from the Host header.
        await using var stream = await ConnectAsync("alidns.aliyuncs.com");
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: dnspod.tencentcloudapi.com\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancellation);
        var answer = await new StreamReader(stream).ReadToEndAsync(Cancellation);

        Assert.StartsWith("HTTP/1.1 421 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_carries_the_clouds_names_and_a_month()
    {
        await using var stream = await ConnectAsync("alidns.aliyuncs.com");
        using var certificate = X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData());
        using var root = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(rootFile, Cancellation));
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.Equal(
            ["localhost", "alidns.aliyuncs.com", "alidns.cn-hangzhou.aliyuncs.com", "dnspod.tencentcloudapi.com", "dnspod.intl.tencentcloudapi.com", "cns.api.qcloud.com"],
            names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.Equal(TimeSpan.FromDays(32), certificate.NotAfter - certificate.NotBefore);
        Assert.Equal(root.NotBefore, certificate.NotBefore);
        Assert.Equal(root.Subject, certificate.Issuer);
        Assert.Equal(sandbox.Host.RootPem, await File.ReadAllTextAsync(rootFile, Cancellation));
        Assert.DoesNotContain("PRIVATE", sandbox.Host.RootPem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clouds_clock_does_not_move_the_certificate()
    {
        sandbox.World.Clock.Offset = TimeSpan.FromDays(3650);
        using var http = Client();

        var answer = await http.GetAsync(new Uri("https://alidns.aliyuncs.com/"), Cancellation);

        Assert.InRange(answer.Headers.Date!.Value - DateTimeOffset.UnixEpoch, TimeSpan.FromDays(3650 * 6), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Nobody_who_lacks_the_root_trusts_it()
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => DialAsync("127.0.0.1", cancellation) });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("https://alidns.aliyuncs.com/"), Cancellation));
    }

    private async Task<SslStream> ConnectAsync(string host)
    {
        var stream = new SslStream(await DialAsync("127.0.0.1", Cancellation));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = Policy() }, Cancellation);
        return stream;
    }

    private HttpClient Client(string dialled = "127.0.0.1") => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = (_, cancellation) => DialAsync(dialled, cancellation),
        SslOptions = { CertificateChainPolicy = Policy() },
    });

    private X509ChainPolicy Policy() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { X509Certificate2.CreateFromPem(sandbox.Host.RootPem) },
    };

    private async ValueTask<Stream> DialAsync(string host, CancellationToken cancellation)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host, sandbox.Host.Ports.Tls, cancellation);
        return client.GetStream();
    }
}
