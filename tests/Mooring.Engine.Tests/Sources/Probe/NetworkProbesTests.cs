using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mooring.Core.Addresses;
using Mooring.Dns;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>Probes over real sockets on loopback.</summary>
public sealed class NetworkProbesTests : IDisposable
{
    private readonly NetworkProbes probes = new(new ProbeTransportOptions(), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => probes.Dispose();

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("203.0.113.9\n")]
    [InlineData("\r\n 203.0.113.9 \r\n")]
    public async Task A_web_servers_whole_body_is_what_it_told(string body)
    {
        await using var server = PlainHttpServer.Start(_ => PlainHttpServer.Response("200 OK", body));

        Assert.Equal("203.0.113.9", Assert.IsType<ProbeReply.Told>(await AskWebAsync(server)).Text);
    }

    [Theory]
    [InlineData("403 Forbidden", ProbeFault.Blocked)]
    [InlineData("429 Too Many Requests", ProbeFault.Blocked)]
    [InlineData("404 Not Found", ProbeFault.NoAddress)]
    [InlineData("204 No Content", ProbeFault.NoAddress)]
    [InlineData("206 Partial Content", ProbeFault.NoAddress)]
    [InlineData("500 Internal Server Error", ProbeFault.Unreachable)]
    [InlineData("503 Service Unavailable", ProbeFault.Unreachable)]
    public async Task Only_status_200_counts(string status, ProbeFault fault)
    {
        await using var server = PlainHttpServer.Start(_ => PlainHttpServer.Response(status, status.StartsWith("204", StringComparison.Ordinal) ? "" : "203.0.113.9"));

        var failed = Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server));

        Assert.Equal(fault, failed.Fault);
        Assert.Contains(status[..3], failed.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_after_is_read_in_seconds_and_as_a_date()
    {
        await using var server = PlainHttpServer.Start(path => PlainHttpServer.Response(
            "429 Too Many Requests", "", path switch
            {
                "/seconds" => "Retry-After: 7200\r\n",
                "/date" => "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n",
                _ => "Date: Thu, 31 Dec 2099 21:00:00 GMT\r\nRetry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n",
            }));

        Assert.Equal(TimeSpan.FromHours(2), Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/seconds")).RetryAfter);
        Assert.True(Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/date")).RetryAfter > TimeSpan.FromDays(365));

        // This machine's clock may be years off; the probe's own is in the answer.
        Assert.Equal(TimeSpan.FromHours(3), Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/dated")).RetryAfter);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed_and_one_elsewhere_is_not()
    {
        await using var server = PlainHttpServer.Start(path => path switch
        {
            "/moved" => PlainHttpServer.Response("302 Found", "", "Location: /ip\r\n"),
            "/portal" => PlainHttpServer.Response("302 Found", "", "Location: http://login.example.net/\r\n"),
            "/port" => PlainHttpServer.Response("302 Found", "", "Location: http://127.0.0.1:1/ip\r\n"),
            "/nowhere" => PlainHttpServer.Response("302 Found", ""),
            "/bad" => PlainHttpServer.Response("302 Found", "", "Location: http://[\r\n"),
            "/loop" => PlainHttpServer.Response("307 Temporary Redirect", "", "Location: /loop\r\n"),
            _ => PlainHttpServer.Response("200 OK", "203.0.113.9"),
        });

        Assert.IsType<ProbeReply.Told>(await AskWebAsync(server, "/moved"));
        Assert.Contains("login.example.net", Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/portal")).Why.English, StringComparison.Ordinal);
        Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/port"));
        Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/nowhere"));
        Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/bad"));
        Assert.Contains("without end", Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server, "/loop")).Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_body_is_not_read_to_its_end()
    {
        await using var server = PlainHttpServer.Start(_ =>
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n203.0.113.9" + new string(' ', 5_000));

        Assert.Equal(ProbeFault.NoAddress, Assert.IsType<ProbeReply.Failed>(await AskWebAsync(server)).Fault);
    }

    [Fact]
    public async Task The_connection_is_forced_to_the_family_asked_for()
    {
        await using var server = PlainHttpServer.Start(_ => PlainHttpServer.Response("200 OK", "203.0.113.9"));
        var target = ProbeTarget.Parse($"http://127.0.0.1:{server.Port}/ip");

        var failed = Assert.IsType<ProbeReply.Failed>(await probes.AskAsync(target, IpFamily.IPv6, Cancellation));

        Assert.Equal(ProbeFault.Unreachable, failed.Fault);
        Assert.Contains("IPv6", failed.Why.English, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_passed_by()
    {
        // Given a process-wide proxy, as the environment sets it, that leads nowhere
        await using var server = PlainHttpServer.Start(_ => PlainHttpServer.Response("200 OK", "203.0.113.9"));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy($"http://127.0.0.1:{ClosedPort()}", BypassOnLocal: false);
        try
        {
            Assert.IsType<ProbeReply.Told>(await AskWebAsync(server));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task Ipv6_is_asked_over_ipv6()
    {
        Assert.SkipUnless(HasIPv6Loopback(), "this machine has no ::1");
        await using var server = PlainHttpServer.Start(_ => PlainHttpServer.Response("200 OK", "2001:db8::9"), IPAddress.IPv6Loopback);

        var reply = await probes.AskAsync(ProbeTarget.Parse($"http://[::1]:{server.Port}/ip"), IpFamily.IPv6, Cancellation);

        Assert.Equal("2001:db8::9", Assert.IsType<ProbeReply.Told>(reply).Text);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_not_an_exception()
    {
        var port = ClosedPort();

        foreach (var text in new[] { $"http://127.0.0.1:{port}/", $"stun:127.0.0.1:{port}", $"dns://127.0.0.1:{port}/whoami.example.com", "stun:no-such-host.invalid:3478" })
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            var failed = Assert.IsType<ProbeReply.Failed>(await probes.AskAsync(ProbeTarget.Parse(text), IpFamily.IPv4, limit.Token));
            Assert.Equal(ProbeFault.Unreachable, failed.Fault);
        }
    }

    [Fact]
    public async Task A_stun_server_is_asked_again_when_a_datagram_is_lost_and_forged_ones_are_passed_over()
    {
        // Given a server that loses the first request and then answers with a forgery first
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)server.Client.LocalEndPoint!).Port;
        var serving = Task.Run(async () =>
        {
            await server.ReceiveAsync(Cancellation);
            var request = await server.ReceiveAsync(Cancellation);
            var forged = Answer(request.Buffer, "192.0.2.66");
            forged[19] ^= 1;
            await server.SendAsync(forged, request.RemoteEndPoint, Cancellation);
            await server.SendAsync(Answer(request.Buffer, "203.0.113.9"), request.RemoteEndPoint, Cancellation);
        }, Cancellation);

        var reply = await probes.AskAsync(ProbeTarget.Parse($"stun:127.0.0.1:{port}"), IpFamily.IPv4, Cancellation);

        await serving;
        Assert.Equal("203.0.113.9", Assert.IsType<ProbeReply.Told>(reply).Text);
    }

    [Theory]
    [InlineData("?type=TXT", "203.0.113.9")]
    [InlineData("", "203.0.113.9")]
    public async Task A_name_server_tells_the_address_as_text_or_as_a_record(string query, string expected)
    {
        await using var server = NameServer.Start(question => question.Type == DnsType.Txt
            ? [new DnsRecord(question.Name, new Core.Records.Ttl(0), TxtData.OfText("203.0.113.9"))]
            : [new DnsRecord(question.Name, new Core.Records.Ttl(0), new AddressData(IPAddress.Parse("203.0.113.9")))]);

        var reply = await probes.AskAsync(ProbeTarget.Parse($"dns://127.0.0.1:{server.Port}/whoami.example.com{query}"), IpFamily.IPv4, Cancellation);

        Assert.Equal(expected, Assert.IsType<ProbeReply.Told>(reply).Text);
    }

    [Fact]
    public async Task Several_records_or_none_are_no_address()
    {
        await using var server = NameServer.Start(question => question.Name.ToString().StartsWith("two", StringComparison.OrdinalIgnoreCase)
            ? [.. new[] { "203.0.113.9", "203.0.113.8" }.Select(address => new DnsRecord(question.Name, new Core.Records.Ttl(0), new AddressData(IPAddress.Parse(address))))]
            : []);

        foreach (var (name, count) in new[] { ("two.example.com", 2), ("none.example.com", 0) })
        {
            var failed = Assert.IsType<ProbeReply.Failed>(
                await probes.AskAsync(ProbeTarget.Parse($"dns://127.0.0.1:{server.Port}/{name}"), IpFamily.IPv4, Cancellation));
            Assert.Contains($"with {count.ToString(CultureInfo.InvariantCulture)} A records", failed.Why.English, StringComparison.Ordinal);
        }
    }

    private static int ClosedPort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }

    private static bool HasIPv6Loopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A success response with MAPPED-ADDRESS.</summary>
    private static byte[] Answer(byte[] request, string address) =>
    [
        0x01, 0x01, 0x00, 0x0c, .. request.AsSpan(4, 16), 0x00, 0x01, 0x00, 0x08, 0x00, 0x01, 0x12, 0x34, .. IPAddress.Parse(address).GetAddressBytes(),
    ];

    private Task<ProbeReply> AskWebAsync(PlainHttpServer server, string path = "/ip") =>
        probes.AskAsync(ProbeTarget.Parse($"http://127.0.0.1:{server.Port}{path}"), IpFamily.IPv4, Cancellation);

    private sealed class NameServer : IAsyncDisposable
    {
        private readonly UdpClient socket = new(new IPEndPoint(IPAddress.Loopback, 0));
        private readonly Task serving;

        private NameServer(Func<DnsQuestion, IReadOnlyList<DnsRecord>> answer) => serving = ServeAsync(answer);

        public int Port => ((IPEndPoint)socket.Client.LocalEndPoint!).Port;

        public static NameServer Start(Func<DnsQuestion, IReadOnlyList<DnsRecord>> answer) => new(answer);

        public async ValueTask DisposeAsync()
        {
            socket.Dispose();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task ServeAsync(Func<DnsQuestion, IReadOnlyList<DnsRecord>> answer)
        {
            while (true)
            {
                var datagram = await socket.ReceiveAsync();
                if (DnsMessage.TryDecode(datagram.Buffer, out var query, out _))
                {
                    var reply = new DnsMessage { Id = query.Id, IsResponse = true, Questions = query.Questions, Answers = answer(query.Questions[0]) };
                    await socket.SendAsync(reply.Encode(), datagram.RemoteEndPoint);
                }
            }
        }
    }
}
