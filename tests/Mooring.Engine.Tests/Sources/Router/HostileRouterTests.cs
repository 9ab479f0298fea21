using System.Net;
using System.Net.Sockets;
using System.Text;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Router;

namespace Mooring.Engine.Tests.Sources.Router;

/// <summary>A router, or a host beside it, that means harm.</summary>
public sealed class HostileRouterTests : IAsyncDisposable
{
    private readonly StandInRouter router = new();
    private readonly StandInRouter elsewhere = new();

    public async ValueTask DisposeAsync()
    {
        await router.DisposeAsync();
        await elsewhere.DisposeAsync();
    }

    [Theory]
    [InlineData("http://127.0.0.2:{0}/root.xml")]
    [InlineData("http://localhost:{0}/root.xml")]
    [InlineData("https://127.0.0.1:{0}/root.xml")]
    [InlineData("http://user@127.0.0.1:{0}/root.xml")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//127.0.0.1:{0}/root.xml")]
    [InlineData("/root.xml")]
    [InlineData("")]
    public async Task A_description_elsewhere_is_never_fetched(string location)
    {
        router.WithUpnp("203.0.113.66").Search = _ => StandInRouter.Places(string.Format(null, location, router.WebPort));

        var answer = await AskAsync();

        Assert.Null(answer.Value);
        Assert.Empty(router.Requests);
    }

    [Fact]
    public async Task The_refusal_names_where_it_was_sent()
    {
        router.Search = _ => StandInRouter.Places("http://198.51.100.1/root.xml");

        Assert.Contains("points to http://198.51.100.1/root.xml?3, which is not on itself", (await AskAsync()).Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_host_beside_the_router_answers_is_passed_over()
    {
        // The router is another address of loopback, which says nothing; the search goes to the host beside it.
        var repeated = new TaskCompletionSource();
        elsewhere.WithUpnp("203.0.113.66");
        elsewhere.Search = search =>
        {
            if (elsewhere.Searches.Count > 2)
            {
                repeated.TrySetResult();
            }

            return StandInRouter.Places(elsewhere.Location);
        };
        var source = new RouterSource(
            "wan",
            new RouterOptions { Policy = new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation), Protocols = [RouterProtocol.Upnp], Ports = elsewhere.Ports },
            new StandInRouter.LoopbackRoute("127.0.0.3"),
            elsewhere.Clock);

        var asking = source.AskAsync(TestContext.Current.CancellationToken);
        await elsewhere.Clock.WaitForTimersAsync(3, TestContext.Current.CancellationToken);
        elsewhere.Clock.Advance(TimeSpan.FromSeconds(1));
        await repeated.Task;
        var answer = await elsewhere.WaitOutAsync(asking);

        Assert.Null(answer.Value);
        Assert.NotEmpty(elsewhere.Searches);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.2:{0}/ctl")]
    [InlineData("http://localhost:{0}/ctl")]
    [InlineData("//127.0.0.2:{0}/ctl")]
    [InlineData("file:///ctl")]
    public async Task A_service_elsewhere_is_never_asked(string control)
    {
        router.WithUpnp(
            StandInRouter.Description((StandInRouter.IpService, string.Format(null, control, elsewhere.WebPort))),
            _ => StandInRouter.Response("200 OK", StandInRouter.Answer("203.0.113.66")));

        var answer = await AskAsync();

        Assert.Contains("names no service that knows the address", answer.Error?.English, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
        Assert.DoesNotContain(router.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_base_elsewhere_does_not_count()
    {
        var description = StandInRouter.Description((StandInRouter.IpService, "/ctl"))
            .Replace("<device>", $"<URLBase>http://127.0.0.2:{elsewhere.WebPort}/</URLBase><device>", StringComparison.Ordinal);
        router.WithUpnp(description, _ => StandInRouter.Response("200 OK", StandInRouter.Answer("203.0.113.8")));

        Assert.Equal("203.0.113.8", (await AskAsync()).Value?.ToString());
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        router.WithUpnp("203.0.113.8").Web = _ => StandInRouter.Response("302 Found", "", $"Location: {elsewhere.Location}\r\n");

        var answer = await AskAsync();

        Assert.Contains("it answered HTTP 302", answer.Error?.English, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_document_type_is_not_read_so_that_it_can_name_no_file_and_grow_no_entities()
    {
        var bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE root [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x SYSTEM \"" + elsewhere.Location + "\">");
        for (var i = 'b'; i < 'k'; i++)
        {
            bomb.Append($"<!ENTITY {i} \"{string.Concat(Enumerable.Repeat($"&{(char)(i - 1)};", 10))}\">");
        }

        router.WithUpnp(bomb.Append("]><root>&j;&x;</root>").ToString(), _ => "");

        var answer = await AskAsync();

        Assert.Contains("its description is not the XML of UPnP", answer.Error?.English, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(300_000, "more than any router has to say")]
    [InlineData(200_000, "not the XML of UPnP")]
    public async Task A_description_without_end_is_cut_off(int size, string told)
    {
        router.WithUpnp(string.Concat(Enumerable.Repeat("<a>", size / 3)), _ => "");

        Assert.Contains(told, (await AskAsync()).Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        router.WithUpnp("203.0.113.8").Web = _ => StandInRouter.Response("200 OK", "", "X: " + new string('x', 100_000) + "\r\n");

        Assert.Contains("the conversation over HTTP broke off", (await AskAsync()).Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_bomb_is_not_unpacked()
    {
        router.WithUpnp("203.0.113.8").Web = _ => StandInRouter.Response("200 OK", "\u001f\u008b", "Content-Encoding: gzip\r\n");

        Assert.Contains("not the XML of UPnP", (await AskAsync()).Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_that_takes_a_connection_and_says_nothing_is_left_after_seconds()
    {
        using var silence = new TcpListener(IPAddress.Loopback, 0);
        silence.Start();
        router.Search = _ => StandInRouter.Places($"http://127.0.0.1:{((IPEndPoint)silence.LocalEndpoint).Port}/root.xml");
        var asking = AskAsync();
        using var taken = await silence.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        var answer = await router.WaitOutAsync(asking);

        Assert.Contains("UPnP: no answer in time", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_break_off_hide_none_that_is_whole()
    {
        router.WithUpnp("203.0.113.8");
        var whole = StandInRouter.Found(router.Location);
        router.Search = _ => Enumerable.Range(0, whole.IndexOf("LOCATION", StringComparison.Ordinal)).Select(length => whole[..length]).Append(whole);

        Assert.Equal("203.0.113.8", (await AskAsync()).Value?.ToString());
    }

    [Fact]
    public async Task Many_places_are_not_all_asked()
    {
        router.Search = _ => Enumerable.Range(0, 500).Select(i => StandInRouter.Found($"http://127.0.0.1:{router.WebPort}/{i}.xml"));

        var answer = await AskAsync();

        Assert.Null(answer.Value);
        Assert.InRange(router.Requests.Count, 1, 3);
    }

    [Fact]
    public async Task Many_services_are_not_all_asked()
    {
        router.WithUpnp(
            StandInRouter.Description([.. Enumerable.Range(0, 500).Select(i => (StandInRouter.IpService, $"/ctl/{i}"))]),
            _ => StandInRouter.Response("500 Internal Server Error", "<e><errorCode>501</errorCode></e>"));

        var answer = await AskAsync();

        Assert.Contains("UPnP error 501", answer.Error?.English, StringComparison.Ordinal);
        Assert.Equal(3 * 4, router.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<html>203.0.113.8</html>")]
    [InlineData("203.0.113.8")]
    [InlineData("")]
    [InlineData("<NewExternalIPAddress>203.0.113.8, 198.51.100.1</NewExternalIPAddress>")]
    [InlineData("<NewExternalIPAddress>203.0.113.8/24</NewExternalIPAddress>")]
    [InlineData("<NewExternalIPAddress>2001:db8::8</NewExternalIPAddress>")]
    [InlineData("<a><NewExternalIPAddress>203.0.113.8</NewExternalIPAddress><NewExternalIPAddress>198.51.100.1</NewExternalIPAddress></a>")]
    [InlineData("<NewExternalIPAddress>192.168.1.2</NewExternalIPAddress>")]
    [InlineData("<NewExternalIPAddress>localhost</NewExternalIPAddress>")]
    public async Task Only_one_whole_public_address_is_believed(string body)
    {
        router.WithUpnp(StandInRouter.Description((StandInRouter.IpService, "ctl")), _ => StandInRouter.Response("200 OK", body));

        Assert.Null((await AskAsync()).Value);
    }

    [Fact]
    public async Task The_service_of_the_line_that_is_up_is_found_behind_the_one_that_is_not()
    {
        router.WithUpnp(
            StandInRouter.Description((StandInRouter.IpService, "/ip"), (StandInRouter.PppService, "/ppp")),
            request => StandInRouter.Response("200 OK", StandInRouter.Answer(request.StartsWith("POST /ppp ", StringComparison.Ordinal) ? "203.0.113.8" : "0.0.0.0")));

        Assert.Equal("203.0.113.8", (await AskAsync()).Value?.ToString());
    }

    [Fact]
    public async Task A_flood_of_nonsense_hides_no_answer()
    {
        router.PortControl = question =>
            [.. Enumerable.Range(0, 100).Select(i => Encoding.ASCII.GetBytes(new string('x', i))), .. StandInRouter.NatPmp("203.0.113.7")(question)];

        Assert.Equal("203.0.113.7", (await AskAsync(RouterProtocol.NatPmp)).Value?.ToString());
    }

    private Task<SourceAnswer> AskAsync(RouterProtocol protocol = RouterProtocol.Upnp) =>
        router.Source(AllowedRanges.Documentation, [protocol]).AskAsync(TestContext.Current.CancellationToken);
}
