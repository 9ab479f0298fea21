using System.Globalization;

namespace Mooring.Http.Tests;

public sealed class SntpPacketTests
{
    private const ulong Cookie = 0x1122_3344_5566_7788;
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void A_request_asks_as_a_client_of_version_4_and_holds_the_random_number_alone()
    {
        var request = SntpPacket.Request(Cookie);

        Assert.Equal(48, request.Length);
        Assert.Equal(0x23, request[0]);
        Assert.Equal("1122334455667788", Convert.ToHexString(request, 40, 8));
        Assert.All(request[1..40], octet => Assert.Equal(0, octet));
    }

    [Theory]
    [InlineData("83AA7E8000000000", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("EDD0A7C040000000", "2026-06-08T02:30:24.2500000Z")]
    [InlineData("FFFFFFFF00000000", "2036-02-07T06:28:15.0000000Z")]
    [InlineData("0000000000000000", "2036-02-07T06:28:16.0000000Z")]
    [InlineData("0000000180000000", "2036-02-07T06:28:17.5000000Z")]
    [InlineData("7FFFFFFF00000000", "2104-02-26T09:42:23.0000000Z")]
    [InlineData("8000000000000000", "1968-01-20T03:14:08.0000000Z")]
    public void Timestamps_go_on_after_2036(string timestamp, string time) =>
        Assert.Equal(time, NtpTimestamp.ToTime(Convert.ToUInt64(timestamp, 16)).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));

    [Fact]
    public void A_good_reply_tells_when_the_request_came_and_the_reply_left()
    {
        var packet = Reply();

        Assert.True(SntpPacket.Answers(packet, Cookie));
        Assert.True(SntpPacket.TryRead(packet, out var reply, out _));
        Assert.Equal((Now, Now), (reply.Received, reply.Sent));
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("mode of a client")]
    [InlineData("mode of a broadcast")]
    [InlineData("version 3")]
    [InlineData("another random number")]
    [InlineData("no random number")]
    public void What_is_no_reply_to_this_request_is_passed_over(string fault)
    {
        var packet = fault switch
        {
            "too short" => Reply()[..47],
            "mode of a client" => With(0, 0x23),
            "mode of a broadcast" => With(0, 0x25),
            "version 3" => With(0, 0x1C),
            "another random number" => With(31, 0x77),
            _ => Reply().Select((octet, at) => at is >= 24 and < 32 ? (byte)0 : octet).ToArray(),
        };

        Assert.False(SntpPacket.Answers(packet, Cookie));
    }

    [Theory]
    [InlineData(0, 0xE4, "not synchronised")]
    [InlineData(1, 16, "stratum 16")]
    [InlineData(1, 255, "stratum 255")]
    [InlineData(5, 0x01, "too far away")]
    [InlineData(4, 0xFF, "too far away")]
    [InlineData(9, 0x01, "too far away")]
    public void A_server_without_good_time_is_refused_with_the_reason(int at, byte octet, string reason)
    {
        Assert.False(SntpPacket.TryRead(With(at, octet), out _, out var why));

        Assert.Contains(reason, why.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RATE", "kiss-o'-death RATE")]
    [InlineData("DENY", "kiss-o'-death DENY")]
    [InlineData("\u001b[0m", "kiss-o'-death ?")]
    public void A_kiss_of_death_is_named_by_its_code_and_nothing_else_is_printed(string code, string reason)
    {
        var packet = With(1, 0);
        System.Text.Encoding.ASCII.GetBytes(code).CopyTo(packet, 12);

        Assert.False(SntpPacket.TryRead(packet, out _, out var why));
        Assert.Contains(reason, why.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(40)]
    public void A_reply_without_a_time_is_refused(int at)
    {
        var packet = Reply();
        packet.AsSpan(at, 8).Clear();

        Assert.False(SntpPacket.TryRead(packet, out _, out var why));
        Assert.Contains("no time", why.English, StringComparison.Ordinal);
    }

    private static byte[] Reply() => TimeServer.Reply(SntpPacket.Request(Cookie), Now);

    private static byte[] With(int at, byte octet)
    {
        var packet = Reply();
        packet[at] = octet;
        return packet;
    }
}
