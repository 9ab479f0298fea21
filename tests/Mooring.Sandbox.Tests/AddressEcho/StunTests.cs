using System.Net;
using System.Net.Sockets;
using System.Text;
using Mooring.Sandbox.AddressEcho;
using Mooring.Sandbox.Tests.Hosting;

namespace Mooring.Sandbox.Tests.AddressEcho;

/// <summary>Octet by octet, as RFC 8489 draws them.</summary>
public sealed class StunTests : IAsyncLifetime
{
    private const string Transaction = "B7E7A701BC34D686FA87DFAE";
    private const string Header = "2112A442" + Transaction;

    private RunningSandbox sandbox = null!;
    private UdpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        sandbox = await RunningSandbox.StartAsync();
        client = new UdpClient();
        client.Connect(IPAddress.Loopback, sandbox.Host.Ports.Echo);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Tells_the_address_folded_with_the_cookie()
    {
        sandbox.World.Echo = sandbox.World.Echo with { Ipv4 = IPAddress.Parse("192.0.2.1") };

        var answer = await AskAsync("0001 0000" + Header);

        // 192.0.2.1 folded with 2112A442 is E112A643 (RFC 5769 §2.2); the port is this client's own.
        Assert.Equal($"0101000C{Header}002000080001{Port(client) ^ 0x2112:X4}E112A643", answer);
    }

    [Fact]
    public async Task Tells_an_IPv6_address_folded_with_the_transaction_too()
    {
        Assert.SkipUnless(Loopback.HasIpv6, "this machine has no ::1");
        using var over6 = new UdpClient(AddressFamily.InterNetworkV6);
        over6.Connect(IPAddress.IPv6Loopback, sandbox.Host.Ports.Echo);
        sandbox.World.Echo = sandbox.World.Echo with { Ipv6 = IPAddress.Parse("2001:db8:1234:5678:11:2233:4455:6677") };

        var answer = await AskAsync("0001 0000" + Header, over6);

        // The folded address is that of RFC 5769 §2.3, whose transaction id this is.
        Assert.Equal($"01010018{Header}002000140002{Port(over6) ^ 0x2112:X4}0113A9FAA5D3F179BC25F4B5BED2B9D9", answer);
    }

    [Fact]
    public async Task A_client_of_RFC_3489_is_told_the_plain_address()
    {
        const string classic = "0102030405060708090A0B0C0D0E0F10";

        Assert.Equal($"0101000C{classic}000100080001{Port(client):X4}CB007101", await AskAsync("0001 0000" + classic));
    }

    [Fact]
    public async Task A_fingerprint_is_checked_and_given_back()
    {
        // Computed apart from this code: zlib's CRC-32 of the 20 octets before the attribute, folded with 5354554E.
        const string request = "0001 0008" + Header + "8028 0004 FDF6AE02";

        var answer = await AskAsync(request);

        Assert.StartsWith($"01010014{Header}00200008", answer, StringComparison.Ordinal);
        Assert.Equal("80280004", answer[^16..^8]);
        await SilentAsync("0001 0008" + Header + "8028 0004 FDF6AE03");
    }

    [Fact]
    public async Task An_attribute_that_must_be_understood_and_is_not_is_an_error()
    {
        // CHANGE-REQUEST of RFC 3489, which a server with one address cannot serve
        var answer = await AskAsync("0001 0008" + Header + "0003 0004 00000006");

        var reason = Convert.ToHexString(Encoding.ASCII.GetBytes("Unknown Attribute"));
        Assert.Equal($"01110024{Header}0009001500000414{reason}000000000A000200030000", answer);
    }

    [Fact]
    public async Task Optional_attributes_and_those_of_authentication_are_passed_over()
    {
        var answer = await AskAsync("0001 0014" + Header + "0006 0003 61626300" + "8022 0001 61000000" + "C001 0000");

        Assert.StartsWith("0101000C", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001")]
    [InlineData("0001 0004" + Header)]
    [InlineData("0001 0000" + Header + "00000000")]
    [InlineData("0001 0004" + Header + "0006FFFF")]
    [InlineData("0101 0000" + Header)]
    [InlineData("0011 0000" + Header)]
    [InlineData("4001 0000" + Header)]
    public Task What_is_no_request_gets_no_answer(string datagram) => SilentAsync(datagram);

    [Fact]
    public void While_the_family_has_no_address_nothing_is_said()
    {
        Assert.NotNull(StunReply.To(Octets("0001 0000" + Header), new IPEndPoint(IPAddress.Loopback, 1)));
        Assert.Null(StunReply.To(Octets("0001 0000" + Header), null));
    }

    [Fact]
    public async Task Random_datagrams_are_survived()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 500; i++)
        {
            var rubbish = new byte[random.Next(0, 100)];
            random.NextBytes(rubbish);
            await client.SendAsync(rubbish, Cancellation);
            Assert.StartsWith("0101", await AskAsync("0001 0000" + Header), StringComparison.Ordinal);
        }
    }

    private static int Port(UdpClient client) => ((IPEndPoint)client.Client.LocalEndPoint!).Port;

    // The server takes datagrams in order: that the next answer is the second one's shows that the first got none.
    private async Task SilentAsync(string datagram)
    {
        await client.SendAsync(Octets(datagram), Cancellation);
        var answer = await AskAsync("0001 0000 2112A442" + "5ECD5ECD5ECD5ECD5ECD5ECD");

        Assert.Contains("5ECD5ECD5ECD5ECD5ECD5ECD", answer, StringComparison.Ordinal);
    }

    private async Task<string> AskAsync(string request, UdpClient? from = null)
    {
        from ??= client;
        await from.SendAsync(Octets(request), Cancellation);
        return Convert.ToHexString((await from.ReceiveAsync(Cancellation)).Buffer);
    }

    private static byte[] Octets(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
