using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Router;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Sources.Router;

public sealed class RouterWatchTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly RouterWatch watch;
    private readonly Socket router = StandInRouter.Udp(IPAddress.Loopback);
    private readonly Socket neighbour = StandInRouter.Udp(IPAddress.Parse("127.0.0.2"));

    public RouterWatchTests() => watch = Open(new StandInRouter.LoopbackRoute());

    public void Dispose()
    {
        watch.Dispose();
        router.Dispose();
        neighbour.Dispose();
    }

    [Fact]
    public async Task An_address_that_the_router_announces_is_news()
    {
        Announce(router, NatPmp("203.0.113.7", 100));

        Assert.Equal("router 127.0.0.1 announces 203.0.113.7", await NextAsync());
    }

    [Fact]
    public async Task A_router_that_started_anew_is_news()
    {
        Announce(router, Pcp(0));

        Assert.Equal("router 127.0.0.1 announces that it started anew", await NextAsync());
    }

    [Fact]
    public async Task What_it_repeats_is_no_news_and_a_change_is()
    {
        Announce(router, NatPmp("203.0.113.7", 100));
        await NextAsync();

        clock.Advance(TimeSpan.FromSeconds(10));
        Announce(router, NatPmp("203.0.113.7", 110));
        Announce(router, NatPmp("203.0.113.8", 110));

        Assert.Equal("router 127.0.0.1 announces 203.0.113.8", await NextAsync());
    }

    [Fact]
    public async Task Seconds_that_went_back_are_a_new_start_and_those_that_went_on_with_ours_are_not()
    {
        Announce(router, Pcp(1000));
        await NextAsync();

        clock.Advance(TimeSpan.FromHours(1));
        Announce(router, Pcp(1000 + 3590));
        Announce(router, Pcp(7));
        Announce(router, NatPmp("203.0.113.9", 7));

        Assert.Equal("router 127.0.0.1 announces that it started anew", await NextAsync());
        Assert.Equal("router 127.0.0.1 announces 203.0.113.9", await NextAsync());
    }

    [Fact]
    public async Task A_router_without_an_address_yet_is_no_news_and_the_address_that_follows_is()
    {
        Announce(router, NatPmp("203.0.113.7", 1000));
        await NextAsync();

        Announce(router, NatPmp("0.0.0.0", 2));
        Announce(router, NatPmp("203.0.113.7", 9));

        Assert.Equal("router 127.0.0.1 announces 203.0.113.7", await NextAsync());
    }

    [Fact]
    public async Task What_others_announce_and_what_is_no_announcement_is_passed_over()
    {
        Announce(neighbour, NatPmp("198.51.100.66", 100));
        Announce(neighbour, Pcp(0));
        Announce(router, []);
        Announce(router, [0, 0]);
        Announce(router, NatPmp("198.51.100.66", 100)[..11]);
        Announce(router, [0, 128, 0, 3, .. new byte[8]]);
        Announce(router, [2, 0, .. new byte[22]]);
        Announce(router, new byte[1200]);
        Announce(router, NatPmp("203.0.113.7", 100));

        Assert.Equal("router 127.0.0.1 announces 203.0.113.7", await NextAsync());
    }

    [Fact]
    public async Task A_flood_costs_no_flood_of_looks_at_the_default_route()
    {
        var counted = new Counted();
        using var listening = Open(counted);
        for (var i = 0; i < 50; i++)
        {
            neighbour.SendTo(Pcp(0), new IPEndPoint(IPAddress.Loopback, listening.Port));
        }

        router.SendTo(Pcp(0), new IPEndPoint(IPAddress.Loopback, listening.Port));
        await listening.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, counted.Looks);
    }

    private Task<string> NextAsync() => watch.NextAsync(TestContext.Current.CancellationToken);

    private RouterWatch Open(IInterfaceReader reader) => Assert.IsType<RouterWatch>(RouterWatch.TryOpen(reader, clock, port: 0));

    private void Announce(Socket from, byte[] announcement) => from.SendTo(announcement, new IPEndPoint(IPAddress.Loopback, watch.Port));

    /// <summary>RFC 6886 §3.2.1.</summary>
    private static byte[] NatPmp(string address, uint epoch) => [0, 128, 0, 0, .. BigEndian(epoch), .. IPAddress.Parse(address).GetAddressBytes()];

    /// <summary>RFC 6887 §14.1.1.</summary>
    private static byte[] Pcp(uint epoch) => [2, 128, 0, 0, 0, 0, 0, 0, .. BigEndian(epoch), .. new byte[12]];

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private sealed class Counted : IInterfaceReader
    {
        private readonly StandInRouter.LoopbackRoute route = new();

        public int Looks { get; private set; }

        public InterfaceReading Read()
        {
            Looks++;
            return route.Read();
        }
    }
}
