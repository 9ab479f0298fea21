using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Mooring.Dns;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.NameServer;

public sealed class BehaviourTests : IAsyncLifetime
{
    private RunningSandbox sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task A_change_reaches_each_server_after_its_own_delay()
    {
        sandbox.AddAll("example.com", "www A 192.0.2.1");
        sandbox.Clock.Advance(TimeSpan.FromHours(1));
        sandbox.World.Dns = new DnsSettings(
            TimeSpan.FromSeconds(10), Servers("ns2", new NameServerSettings(PropagationDelay: TimeSpan.FromSeconds(60))));

        sandbox.Remove("example.com", "www");
        sandbox.AddAll("example.com", "www A 192.0.2.2");

        Assert.Equal(["192.0.2.1"], await DataAsync("@127.0.0.1"));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["192.0.2.2"], await DataAsync("@127.0.0.1"));
        Assert.Equal(["192.0.2.1"], await DataAsync("@127.0.0.2"));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(["192.0.2.2"], await DataAsync("@127.0.0.2"));
    }

    [Fact]
    public async Task What_was_seeded_is_served_whatever_the_delay()
    {
        sandbox.World.Dns = new DnsSettings(TimeSpan.FromHours(1), []);

        Assert.Single((await AskAsync("example.com SOA")).Answer);
    }

    [Theory]
    [InlineData(NameServerMode.Servfail, "SERVFAIL")]
    [InlineData(NameServerMode.Refused, "REFUSED")]
    public async Task One_server_can_fail_while_the_other_answers(NameServerMode mode, string status)
    {
        sandbox.World.Dns = new DnsSettings(TimeSpan.Zero, Servers("ns2", new NameServerSettings(mode)));

        Assert.Equal("NOERROR", (await AskAsync("@127.0.0.1 example.com SOA")).Status);
        Assert.Equal(status, (await AskAsync("@127.0.0.2 example.com SOA")).Status);
        Assert.Equal(status, (await AskAsync("+tcp @127.0.0.2 example.com SOA")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+tcp")]
    public async Task A_silent_server_lets_its_askers_wait(string transport)
    {
        sandbox.World.Dns = new DnsSettings(TimeSpan.Zero, Servers("ns2", new NameServerSettings(NameServerMode.Silent)));

        var answer = await AskAsync($"{transport} +time=1 @127.0.0.2 example.com SOA");

        Assert.Contains("timed out", answer.Text, StringComparison.Ordinal);
        Assert.Equal("NOERROR", (await AskAsync($"{transport} @127.0.0.1 example.com SOA")).Status);
    }

    [Fact]
    public async Task While_a_family_has_no_address_its_askers_hear_nothing()
    {
        sandbox.World.Echo = sandbox.World.Echo with { Ipv4 = null };
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, sandbox.Host.Ports.Dns);

        await client.SendAsync(Query("whoami.akamai.net", 1), Cancellation);
        await client.SendAsync(Query("example.com", 2), Cancellation);

        // One socket is served in order: the first answer being the second question's, the first got none.
        Assert.Equal(2, (await client.ReceiveAsync(Cancellation)).Buffer[1]);
    }

    [Theory]
    [InlineData("@127.0.0.1 whoami.akamai.net A", "203.0.113.1")]
    [InlineData("@127.0.0.1 myip.opendns.com A", "203.0.113.1")]
    [InlineData("@127.0.0.1 o-o.myaddr.l.google.com TXT", "\"203.0.113.1\"")]
    [InlineData("@127.0.0.1 whoami.cloudflare CH TXT", "\"203.0.113.1\"")]
    [InlineData("@127.0.0.2 +tcp whoami.akamai.net A", "203.0.113.1")]
    [InlineData("@::1 whoami.akamai.net AAAA", "2001:db8::1")]
    [InlineData("@::1 o-o.myaddr.l.google.com TXT", "\"2001:db8::1\"")]
    public async Task Tells_askers_the_address_of_their_family(string question, string told)
    {
        Assert.SkipWhen(question.Contains("::1", StringComparison.Ordinal) && !Loopback.HasIpv6, "this machine has no ::1");

        Assert.Equal([told], (await AskAsync(question)).Data);
    }

    [Fact]
    public async Task The_address_of_the_other_family_is_not_told()
    {
        var answer = await AskAsync("@127.0.0.1 whoami.akamai.net AAAA");

        Assert.Equal("NOERROR", answer.Status);
        Assert.Empty(answer.Answer);
    }

    [Fact]
    public async Task A_new_address_is_told_at_once()
    {
        sandbox.World.Echo = sandbox.World.Echo with { Ipv4 = IPAddress.Parse("198.51.100.7") };

        Assert.Equal(["198.51.100.7"], (await AskAsync("whoami.akamai.net A")).Data);
    }

    private static ImmutableDictionary<string, NameServerSettings> Servers(string word, NameServerSettings settings) =>
        ImmutableDictionary<string, NameServerSettings>.Empty.Add(word, settings);

    private static byte[] Query(string name, ushort id) => DnsMessage.Query(new DnsQuestion(DnsName.Parse(name), DnsType.A), id).Encode();

    private async Task<IEnumerable<string>> DataAsync(string server) => (await AskAsync($"{server} www.example.com A")).Data;

    private Task<Dig.DigAnswer> AskAsync(string arguments) => Dig.AskAsync(sandbox.Host.Ports.Dns, arguments);
}
