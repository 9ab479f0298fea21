using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;

namespace Mooring.Engine.Tests.Sources.Router;

public sealed class RouterSourceTests : IAsyncDisposable
{
    private const AllowedRanges Trial = AllowedRanges.Documentation;
    private readonly StandInRouter router = new();

    public ValueTask DisposeAsync() => router.DisposeAsync();

    [Fact]
    public async Task The_router_tells_its_address_over_nat_pmp()
    {
        router.PortControl = StandInRouter.NatPmp("203.0.113.7");

        var answer = await AskAsync();

        Assert.Equal("203.0.113.7", answer.Value?.ToString());
        Assert.Equal("the router 127.0.0.1 says so over NAT-PMP", answer.How?.English);
        Assert.Equal("由路由器 127.0.0.1 通过 NAT-PMP 告知", answer.How?.Chinese);
        Assert.Empty(router.Searches);
    }

    [Fact]
    public async Task The_router_tells_its_address_over_upnp()
    {
        router.WithUpnp("203.0.113.8");

        var answer = await AskAsync(protocols: [RouterProtocol.Upnp]);

        Assert.Equal("203.0.113.8", answer.Value?.ToString());
        Assert.Contains("over UPnP", answer.How?.English, StringComparison.Ordinal);
        Assert.All(router.Searches, search => Assert.Contains("MAN: \"ssdp:discover\"\r\nMX: 1\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:", search, StringComparison.Ordinal));
        var question = router.Requests[^1];
        Assert.StartsWith("POST /ctl/IPConn HTTP/1.1\r\n", question, StringComparison.Ordinal);
        Assert.Contains($"SOAPACTION: \"{StandInRouter.IpService}#GetExternalIPAddress\"", question, StringComparison.Ordinal);
        Assert.Contains($"<u:GetExternalIPAddress xmlns:u=\"{StandInRouter.IpService}\">", question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_router_tells_its_address_over_pcp_and_the_port_opened_for_it_is_closed_again()
    {
        router.PortControl = StandInRouter.Pcp("203.0.113.9");

        var answer = await AskAsync(protocols: [RouterProtocol.Pcp]);
        var closed = await EventuallyAsync(() => router.Datagrams.Count >= 2 ? router.Datagrams.ToArray() : null);

        Assert.Equal("203.0.113.9", answer.Value?.ToString());
        Assert.Equal(IPAddress.Loopback.MapToIPv6().GetAddressBytes(), closed[0][8..24]);
        Assert.Equal([0, 0, 0, 120], closed[0][4..8]);
        Assert.Equal([0, 0, 0, 0], closed[^1][4..8]);
        Assert.Equal(closed[0][24..], closed[^1][24..]);
    }

    [Fact]
    public async Task What_the_router_does_not_speak_is_passed_over_and_what_it_speaks_is_tried_first_the_next_time()
    {
        router.PortControl = question => [.. StandInRouter.NatPmp("0.0.0.0", 2)(question), .. StandInRouter.Pcp("203.0.113.9")(question)];
        var source = router.Source(Trial, [RouterProtocol.NatPmp, RouterProtocol.Pcp]);

        var first = await source.AskAsync(TestContext.Current.CancellationToken);
        var before = router.Datagrams.Count(one => one is [0, 0]);
        var second = await source.AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first.Value, second.Value);
        Assert.Equal(before, router.Datagrams.Count(one => one is [0, 0]));
    }

    [Fact]
    public async Task Where_nobody_answers_each_protocol_and_the_mend_are_told()
    {
        var answer = await router.WaitOutAsync(AskAsync());

        Assert.Null(answer.Value);
        Assert.Matches(
            @"^the router 127\.0\.0\.1 told no address \(NAT-PMP: no answer in time; UPnP: no [a-zA-Z ]+; PCP: no answer in time\); "
            + "switch on UPnP or NAT-PMP in the router, or use `source: probe`$",
            answer.Error?.English);
        Assert.Contains("请在路由器中启用 UPnP 或 NAT-PMP", answer.Error?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_that_listens_to_nothing_is_told_at_once()
    {
        var gone = new StandInRouter();
        var source = gone.Source(protocols: [RouterProtocol.NatPmp]);
        await gone.DisposeAsync();

        var answer = await source.AskAsync(TestContext.Current.CancellationToken);

        Assert.Contains("NAT-PMP: it does not speak that, or it is switched off", answer.Error?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.100.2")]
    [InlineData("10.11.12.13")]
    [InlineData("172.20.0.9")]
    public async Task A_private_address_is_another_nat_before_the_router_and_is_not_published(string address)
    {
        router.PortControl = StandInRouter.NatPmp(address);

        var answer = await AskAsync(allow: AllowedRanges.None);

        Assert.Null(answer.Value);
        Assert.Contains($"its external address is {address}: a private address", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("carrier NAT", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("bridge mode", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("运营商级 NAT", answer.Error?.Chinese, StringComparison.Ordinal);
        Assert.Equal(address, Assert.Single(answer.Refused).Value);
    }

    [Fact]
    public async Task A_shared_address_of_a_carrier_is_named_so_whatever_the_protocol()
    {
        router.WithUpnp("100.72.3.4").PortControl = StandInRouter.Pcp("100.72.3.4");

        var upnp = await AskAsync(allow: AllowedRanges.None, protocols: [RouterProtocol.Upnp]);
        var pcp = await AskAsync(allow: AllowedRanges.None, protocols: [RouterProtocol.Pcp]);

        Assert.All([upnp, pcp], answer =>
        {
            Assert.Null(answer.Value);
            Assert.Contains("CGNAT", answer.Error?.English, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("224.0.0.5")]
    [InlineData("198.18.0.4")]
    [InlineData("255.255.255.255")]
    public async Task No_special_address_is_published(string address)
    {
        router.PortControl = StandInRouter.NatPmp(address);

        Assert.Null((await AskAsync(allow: AllowedRanges.Private | AllowedRanges.Cgnat)).Value);
    }

    [Fact]
    public async Task What_is_allowed_is_published()
    {
        router.PortControl = StandInRouter.NatPmp("192.168.100.2");

        Assert.Equal("192.168.100.2", (await AskAsync(allow: AllowedRanges.Private)).Value?.ToString());
    }

    [Theory]
    [InlineData(0, "0.0.0.0")]
    [InlineData(3, "203.0.113.7")]
    public async Task A_router_whose_line_is_down_says_so(byte result, string address)
    {
        router.PortControl = StandInRouter.NatPmp(address, result);

        var answer = await AskAsync(protocols: [RouterProtocol.NatPmp]);

        Assert.Null(answer.Value);
        Assert.Contains("it has no external address: its line is down", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_that_refuses_says_so()
    {
        router.PortControl = question => [.. StandInRouter.NatPmp("0.0.0.0", 2)(question), .. StandInRouter.Pcp("0.0.0.0", 2)(question)];

        var answer = await AskAsync(protocols: [RouterProtocol.NatPmp, RouterProtocol.Pcp]);

        Assert.Contains("NAT-PMP: it refuses", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("PCP: it refuses", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_of_the_other_protocol_is_recognised()
    {
        // RFC 6887 §9: a server of NAT-PMP answers version 2 with its own version and result 1; appendix A the other way round.
        router.PortControl = question => question is [2, ..] ? [[0, 129, 0, 1, 0, 0, 0, 9]] : [[2, 128, 0, 1, .. new byte[20]]];

        var answer = await AskAsync(protocols: [RouterProtocol.NatPmp, RouterProtocol.Pcp]);

        Assert.Contains("NAT-PMP: it speaks PCP instead; PCP: it speaks NAT-PMP instead", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_pcp_to_another_request_is_no_answer()
    {
        router.PortControl = question => StandInRouter.Pcp("198.51.100.66")(question).Select(answer =>
        {
            answer[24] ^= 1;   // another nonce
            return answer;
        }).Concat(StandInRouter.Pcp("203.0.113.9")(question));

        Assert.Equal("203.0.113.9", (await AskAsync(protocols: [RouterProtocol.Pcp])).Value?.ToString());
    }

    [Fact]
    public async Task Without_a_default_gateway_nobody_is_asked()
    {
        var answer = await router.Source(Trial, reader: new StandInRouter.LoopbackRoute(gateway: null)).AskAsync(TestContext.Current.CancellationToken);

        Assert.Contains("no default gateway to ask", answer.Error?.English, StringComparison.Ordinal);
        Assert.Empty(router.Datagrams);
    }

    [Fact]
    public async Task A_container_is_sent_to_the_hosts_network()
    {
        router.PortControl = StandInRouter.NatPmp("0.0.0.0", 2);

        var answer = await router.Source(Trial, [RouterProtocol.NatPmp], new StandInRouter.LoopbackRoute(inContainer: true)).AskAsync(TestContext.Current.CancellationToken);

        Assert.Contains("network_mode: host", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_let_go()
    {
        using var givenUp = new CancellationTokenSource();
        var asking = router.Source().AskAsync(givenUp.Token);

        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private Task<SourceAnswer> AskAsync(AllowedRanges allow = Trial, IReadOnlyList<RouterProtocol>? protocols = null) =>
        router.Source(allow, protocols).AskAsync(TestContext.Current.CancellationToken);

    private static async Task<T> EventuallyAsync<T>(Func<T?> look)
        where T : class
    {
        while (true)
        {
            if (look() is { } seen)
            {
                return seen;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
