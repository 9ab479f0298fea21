using System.Net;
using System.Net.Sockets;
using Mooring.Core.Addresses;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>Which address a connection is made to, and over which family, over real sockets.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Falls_back_to_the_other_family_where_one_refuses_and_remembers_it_for_ten_minutes()
    {
        SkipWithoutIPv6();
        var time = new ManualClock();
        await using var four = ScriptedServer.Start(Steps.AnsweringOnce("over IPv4"));
        var endpoint = new Uri($"http://dns.localhost:{four.End.Port}");
        using var channel = Channel(endpoint, new Names(IPAddress.IPv6Loopback, IPAddress.Loopback), time: time);

        var fallen = await channel.Api.SendAsync(Calls.Read(endpoint), Cancellation);
        await using var six = OnSamePort(four, Steps.AnsweringOnce("over IPv6"));
        var remembered = await channel.Api.SendAsync(Calls.Read(endpoint), Cancellation);
        time.Advance(TimeSpan.FromMinutes(10));
        var later = await channel.Api.SendAsync(Calls.Read(endpoint), Cancellation);

        Assert.Equal(("over IPv4", "over IPv4", "over IPv6"), (fallen, remembered, later));
    }

    [Theory]
    [InlineData(IpFamily.IPv4, "over IPv4")]
    [InlineData(IpFamily.IPv6, "over IPv6")]
    public async Task A_forced_family_is_kept(IpFamily family, string answer)
    {
        SkipWithoutIPv6();
        await using var four = ScriptedServer.Start(Steps.Answering("over IPv4"));
        await using var six = OnSamePort(four, Steps.Answering("over IPv6"));
        var endpoint = new Uri($"http://dns.localhost:{four.End.Port}");
        using var channel = Channel(endpoint, new Names(IPAddress.IPv6Loopback, IPAddress.Loopback), options => options with { Family = family });

        Assert.Equal(answer, await channel.Api.SendAsync(Calls.Read(endpoint), Cancellation));
    }

    [Fact]
    public async Task A_forced_family_that_the_host_lacks_is_a_failure_that_says_so()
    {
        var endpoint = new Uri("https://dns.example.com");
        using var channel = Channel(endpoint, new Names(IPAddress.Parse("192.0.2.1")), options => options with { Family = IpFamily.IPv6 });

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(endpoint), Cancellation));

        Assert.Contains("dns.example.com could not be resolved: it has no IPv6 address", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("没有 IPv6 地址", failure.Text.Chinese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public async Task Plain_HTTP_beyond_loopback_is_refused_whatever_the_name_says(string address)
    {
        var endpoint = new Uri("http://dns.localhost:80");
        var names = new Names(IPAddress.Parse(address));
        using var channel = Channel(endpoint, names);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(endpoint), Cancellation));

        Assert.Contains("allowed to loopback only", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("https://", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Single(names.Asked);
        Assert.Equal(0, channel.Counter.Count);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_plainly_and_is_no_unknown_outcome()
    {
        var endpoint = new Uri("https://dns.example.com");
        using var channel = Channel(endpoint, new NoNames());

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(endpoint), Cancellation));

        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("the name dns.example.com could not be resolved: no such name", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("无法解析名称 dns.example.com：没有这个名称", failure.Text.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_servers_of_the_users_choice_are_asked()
    {
        await using var server = ScriptedServer.Start(Steps.Answering("ok"));
        using var nameServer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var serving = AnswerAsync(nameServer, IPAddress.Loopback);
        var endpoint = new Uri($"http://dns.example.com:{server.End.Port}");
        var resolver = DnsHostResolver.Through([(IPEndPoint)nameServer.Client.LocalEndPoint!], TimeProvider.System);
        using var channel = Channel(endpoint, resolver!);

        Assert.Equal("ok", await channel.Api.SendAsync(Calls.Read(endpoint), Cancellation));

        nameServer.Close();
        await serving;
    }

    [Fact]
    public async Task Leaves_by_the_local_address_asked_for()
    {
        string? seen = null;
        await using var server = ScriptedServer.Start(async peer =>
        {
            seen = ((IPEndPoint)peer.Socket.RemoteEndPoint!).Address.ToString();
            await Steps.AnsweringOnce("ok")(peer);
        });
        using var channel = Channel(server.Http, null, options => options with { LocalEnd = new LocalEnd(Address: IPAddress.Parse("127.0.0.7")) });

        await channel.Api.SendAsync(Calls.Read(server.Http), Cancellation);

        Assert.Equal("127.0.0.7", seen);
    }

    [Fact]
    public async Task Leaves_by_the_interface_asked_for_or_says_that_there_is_none()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the loopback interface has its Linux name here");
        await using var server = ScriptedServer.Start(Steps.Answering("ok"));
        using var there = Channel(server.Http, null, options => options with { LocalEnd = new LocalEnd(Interface: "lo") });
        using var absent = Channel(server.Http, null, options => options with { LocalEnd = new LocalEnd(Interface: "absent0") });

        var answer = await there.Api.SendAsync(Calls.Read(server.Http), Cancellation);
        var failure = await Assert.ThrowsAsync<DnsApiException>(() => absent.Api.SendAsync(Calls.Read(server.Http), Cancellation));

        Assert.Equal("ok", answer);
        Assert.Contains("the interface absent0 does not exist", failure.Text.English, StringComparison.Ordinal);
    }

    private static TestChannel Channel(
        Uri endpoint, IHostResolver? resolver, Func<HttpConnectionOptions, HttpConnectionOptions>? with = null, TimeProvider? time = null)
    {
        var connections = new HttpConnectionOptions { Resolver = resolver };
        return new TestChannel(endpoint, time, with: options => options with { Connections = with?.Invoke(connections) ?? connections });
    }

    private static void SkipWithoutIPv6() => Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6 loopback");

    private static ScriptedServer OnSamePort(ScriptedServer other, Func<Peer, Task> step) => ScriptedServer.StartOn(IPAddress.IPv6Loopback, other.End.Port, step);

    /// <summary>Answers every A question with one address, and that there is no AAAA.</summary>
    private static async Task AnswerAsync(UdpClient socket, IPAddress address)
    {
        try
        {
            while (true)
            {
                var datagram = await socket.ReceiveAsync(Cancellation);
                Assert.True(DnsMessage.TryDecode(datagram.Buffer, out var query, out _));
                var question = query.Questions[0];
                var answers = question.Type == DnsType.A ? new[] { new DnsRecord(question.Name, new Ttl(60), new AddressData(address)) } : [];
                await socket.SendAsync((query.ToReply() with { Answers = answers }).Encode(), datagram.RemoteEndPoint, Cancellation);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }
}
