using System.Net.Sockets;
using Mooring.Core.Records;

namespace Mooring.Http.Tests;

public sealed class ProxyTests : IDisposable
{
    private static readonly string Credentials = Convert.ToBase64String("user:p@ss"u8);
    private readonly TestCa _ca = new(TimeProvider.System.GetUtcNow().AddDays(-2), TimeProvider.System.GetUtcNow().AddDays(30));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", false)]
    [InlineData("user:p%40ss@", true)]
    public async Task HTTPS_goes_through_a_tunnel_and_the_proxy_sees_no_request(string userInformation, bool asks)
    {
        await using var server = Secure();
        await using var proxy = ScriptedServer.Start(peer => TunnelAsync(peer, server, asks));
        using var channel = Through(proxy, server.Https, userInformation);

        Assert.Equal("ok", await channel.Api.SendAsync(Calls.Write(server.Https), Cancellation));

        Assert.All(proxy.Requests, request => Assert.StartsWith($"CONNECT localhost:{server.End.Port} ", request, StringComparison.Ordinal));
        Assert.All(server.Requests, request => Assert.DoesNotContain("Proxy-Authorization", request, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, channel.Counter.Count);
    }

    [Fact]
    public async Task Plain_HTTP_on_loopback_goes_through_a_proxy_on_loopback_with_credentials_at_once()
    {
        var endpoint = new Uri("http://127.0.0.1:1");
        await using var proxy = ScriptedServer.Start(Steps.Answering("ok"));
        using var channel = Through(proxy, endpoint, "user:p%40ss@");

        Assert.Equal("ok", await channel.Api.SendAsync(Calls.Write(endpoint), Cancellation));

        var request = Assert.Single(proxy.Requests);
        Assert.StartsWith("POST http://127.0.0.1:1/?at=", request, StringComparison.Ordinal);
        Assert.Contains($"Proxy-Authorization: Basic {Credentials}\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_that_is_refused_is_named_and_means_that_nothing_was_sent()
    {
        var endpoint = new Uri("https://dns.example.com");
        await using var proxy = ScriptedServer.Start(Steps.Answering("no", status: 403));
        using var channel = Through(proxy, endpoint, "");

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(endpoint), Cancellation));

        Assert.Equal(DnsFault.Unavailable, failure.Fault);
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("the proxy refused the tunnel with status 403", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("代理拒绝建立隧道，状态码 403", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Equal(0, channel.Counter.Count);
    }

    [Fact]
    public async Task Wrong_credentials_are_not_tried_over_and_over()
    {
        var endpoint = new Uri("https://dns.example.com");
        await using var proxy = ScriptedServer.Start(Steps.Answering("", status: 407, headers: "Proxy-Authenticate: Basic realm=\"x\"\r\n"));
        using var channel = Through(proxy, endpoint, "user:wr0ng@");

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(endpoint), Cancellation));

        Assert.Contains("(407)", failure.Text.English, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
        Assert.InRange(proxy.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task A_proxy_that_is_down_is_named_by_its_address()
    {
        var endpoint = new Uri("https://dns.example.com");
        var port = FreePort.Take();
        Assert.True(ProxyAddress.TryParse($"http://127.0.0.1:{port}", out var proxy, out _));
        using var channel = new TestChannel(endpoint, with: options => options with { Connections = new HttpConnectionOptions { Proxy = proxy } });

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(endpoint), Cancellation));

        Assert.Contains($"127.0.0.1:{port}: connection refused", failure.Text.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy.example.com:3128", "http://host:port")]
    [InlineData("http://192.0.2.10:3128/path", "no path")]
    [InlineData("https://192.0.2.10:3128", "only http://")]
    [InlineData(" http://192.0.2.10:3128", "http://host:port")]
    [InlineData("socks5://proxy.example.com:1080", "only http://")]
    [InlineData("http://proxy.example.com/path", "no path")]
    [InlineData("http://", "http://host:port")]
    public void What_is_no_proxy_is_refused_with_the_reason_and_without_its_text(string text, string reason)
    {
        Assert.False(ProxyAddress.TryParse(text, out _, out var why));

        Assert.Contains(reason, why.English, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy.example.com", why.English, StringComparison.Ordinal);
    }

    public void Dispose() => _ca.Dispose();

    private ScriptedServer Secure()
    {
        var now = TimeProvider.System.GetUtcNow();
        return ScriptedServer.Start(_ca.Serving(now.AddDays(-1), now.AddDays(20), Steps.Answering("ok")));
    }

    private TestChannel Through(ScriptedServer proxy, Uri endpoint, string userInformation)
    {
        Assert.True(ProxyAddress.TryParse($"http://{userInformation}{proxy.End}", out var address, out _));
        return new TestChannel(endpoint, with: options => options with
        {
            Connections = new HttpConnectionOptions { Proxy = address, RootCertificates = _ca.Roots },
        });
    }

    /// <summary>Opens the tunnel, asking for credentials first where told, and passes bytes both ways until the client leaves.</summary>
    private static async Task TunnelAsync(Peer client, ScriptedServer server, bool asks)
    {
        var head = await client.ReadAsync();
        while (asks && head?.Contains($"Proxy-Authorization: Basic {Credentials}\r\n", StringComparison.Ordinal) == false)
        {
            await client.WriteAsync("HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            head = await client.ReadAsync();
        }

        if (head is null)
        {
            return;
        }

        using var beyond = new TcpClient();
        await beyond.ConnectAsync(server.End, client.Stop);
        await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        await Task.WhenAny(
            client.Stream.CopyToAsync(beyond.GetStream(), client.Stop),
            beyond.GetStream().CopyToAsync(client.Stream, client.Stop));
    }
}
