using System.Net;
using System.Net.Sockets;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.TimeServer;

namespace Mooring.Sandbox.Tests.TimeServer;

/// <summary>Octet by octet, as RFC 4330 §4 draws them; the clock stands at 2026-01-01T00:00:00Z.</summary>
public sealed class SntpTests : IAsyncLifetime
{
    // Seconds from 1900 to that instant: 46,021 days of 86,400 s.
    private const uint Start = 46021u * 86400;

    private RunningSandbox sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData(0, "127.0.0.1")]
    [InlineData(1, "127.0.0.1")]
    [InlineData(0, "::1")]
    [InlineData(1, "::1")]
    public async Task Two_servers_tell_the_time(int server, string address)
    {
        Assert.SkipWhen(address == "::1" && !Loopback.HasIpv6, "this machine has no ::1");
        sandbox.Clock.Advance(TimeSpan.FromMilliseconds(2500));

        var answer = await AskAsync(Request(0x23), server, address);

        Assert.Equal(
            "240106EC" + "00000000" + "00000000" + "4C4F434C"   // version 4, server, stratum 1, poll 6, 2^-20 s, no delay, LOCL
            + $"{Start:X8}00000000"                             // set when the sandbox started
            + "0102030405060708"                                // the client's own stamp
            + $"{Start + 2:X8}80000000"
            + $"{Start + 2:X8}80000000",
            answer);
    }

    [Fact]
    public async Task The_servers_clock_may_be_wrong_on_purpose()
    {
        sandbox.World.Clock.Offset = TimeSpan.FromHours(-2);

        Assert.Equal($"{Start - 7200:X8}00000000", (await AskAsync(Request(0x23)))[^16..]);
    }

    [Theory]
    [InlineData(0x0B, 0x0C)]
    [InlineData(0x13, 0x14)]
    [InlineData(0x1B, 0x1C)]
    [InlineData(0xE3, 0x24)]
    [InlineData(0x21, 0x22)]
    public async Task Every_version_is_answered_in_kind(byte first, byte answered)
    {
        Assert.Equal($"{answered:X2}", (await AskAsync(Request(first)))[..2]);
    }

    [Fact]
    public async Task What_follows_the_first_48_octets_is_passed_over() =>
        Assert.Equal(96, (await AskAsync([.. Request(0x23), .. new byte[20]])).Length);

    [Theory]
    [InlineData(0x24)]
    [InlineData(0x25)]
    [InlineData(0x26)]
    [InlineData(0x20)]
    [InlineData(0x03)]
    [InlineData(0x2B)]
    public void What_asks_for_nothing_gets_nothing(byte first)
    {
        var now = sandbox.Clock.GetUtcNow();

        Assert.NotNull(SntpReply.To(Request(0x23), now, now, now));
        Assert.Null(SntpReply.To(Request(first), now, now, now));
        Assert.Null(SntpReply.To(Request(0x23).AsSpan(0, 47), now, now, now));
    }

    [Fact]
    public void Seconds_begin_again_in_2036()
    {
        var octets = new byte[8];

        NtpTimestamp.Write(new DateTimeOffset(2036, 2, 7, 6, 28, 16, 250, TimeSpan.Zero), octets);

        Assert.Equal("0000000040000000", Convert.ToHexString(octets));
    }

    private static byte[] Request(byte first)
    {
        var request = new byte[48];
        request[0] = first;
        request[2] = 6;
        Convert.FromHexString("0102030405060708").CopyTo(request, 40);
        return request;
    }

    private async Task<string> AskAsync(byte[] request, int server = 0, string address = "127.0.0.1")
    {
        var ip = IPAddress.Parse(address);
        using var client = new UdpClient(ip.AddressFamily);
        client.Connect(ip, sandbox.Host.Ports.Sntp + server);
        await client.SendAsync(request, Cancellation);
        return Convert.ToHexString((await client.ReceiveAsync(Cancellation)).Buffer);
    }
}
