using Mooring.Core.Names;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.NameServer;

public sealed class DigTests : IAsyncLifetime
{
    private RunningSandbox sandbox = null!;

    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.1")]
    [InlineData("AAAA", "2001:db8::a", "2001:db8::a")]
    [InlineData("CNAME", "www.example.org", "www.example.org.")]
    [InlineData("TXT", "v=spf1 -all", "\"v=spf1 -all\"")]
    [InlineData("TXT", "say \"hi\" \\o/", "\"say \\\"hi\\\" \\\\o/\"")]
    [InlineData("SRV", "10 60 5060 sip.example.com", "10 60 5060 sip.example.com.")]
    [InlineData("CAA", "0 issue \"ca.example.net\"", "0 issue \"ca.example.net\"")]
    [InlineData("CAA", "128 iodef \"mailto:a@example.com\"", "128 iodef \"mailto:a@example.com\"")]
    public async Task Serves_every_type_as_the_cloud_holds_it(string type, string held, string printed)
    {
        sandbox.Add("example.com", "x", type, held, record => record with { Ttl = 1234 });

        var answer = await AskAsync($"x.example.com {type}");

        Assert.Equal("NOERROR", answer.Status);
        Assert.Equal([$"x.example.com. 1234 IN {type} {printed}"], answer.Answer);
        Assert.Superset(new HashSet<string> { "qr", "aa", "rd", "ra" }, answer.Flags.ToHashSet());
    }

    [Fact]
    public async Task Serves_mail_exchanges_with_their_priority()
    {
        sandbox.Add("example.com", "@", "MX", "mail.example.net", record => record with { Priority = 10 });

        Assert.Equal(["example.com. 600 IN MX 10 mail.example.net."], (await AskAsync("example.com MX")).Answer);
    }

    [Fact]
    public async Task A_long_text_is_served_in_strings_of_255_octets()
    {
        sandbox.Add("example.com", "long", "TXT", new string('a', 255) + new string('b', 45));

        var answer = await AskAsync("long.example.com TXT");

        Assert.Equal([$"\"{new string('a', 255)}\" \"{new string('b', 45)}\""], answer.Data);
    }

    [Fact]
    public async Task Both_servers_a_zone_names_are_found_through_itself_and_answer()
    {
        var servers = await AskAsync("example.com NS");
        Assert.Equal(2, servers.Data.Distinct().Count());

        var addresses = new List<string>();
        foreach (var name in servers.Data.Order(StringComparer.Ordinal))
        {
            addresses.AddRange((await AskAsync($"{name} A")).Data);
        }

        Assert.Equal(["127.0.0.1", "127.0.0.2"], addresses);
        foreach (var address in addresses)
        {
            Assert.Single((await AskAsync($"@{address} example.com SOA")).Answer);
        }
    }

    [Fact]
    public async Task Answers_over_IPv6_too_and_names_the_address_where_the_machine_has_it()
    {
        Assert.SkipUnless(Loopback.HasIpv6, "this machine has no ::1");
        var first = (await AskAsync("example.com NS")).Data.Order(StringComparer.Ordinal).First();

        Assert.Equal(["::1"], (await AskAsync($"{first} AAAA")).Data);
        Assert.Single((await AskAsync("@::1 example.com SOA")).Answer);
        Assert.Single((await AskAsync("@::1 +tcp example.com SOA")).Answer);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_NXDOMAIN_with_the_start_of_authority()
    {
        var answer = await AskAsync("nobody.example.com A");

        Assert.Equal("NXDOMAIN", answer.Status);
        Assert.Empty(answer.Answer);
        Assert.StartsWith("example.com. 600 IN SOA ", Assert.Single(answer.Authority), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("www.example.com AAAA")]
    [InlineData("b.example.com A")]
    [InlineData("example.com A")]
    public async Task A_name_without_that_type_is_no_data_and_so_is_a_name_that_only_has_names_below(string question)
    {
        sandbox.AddAll("example.com", "www A 192.0.2.1", "a.b A 192.0.2.2");

        var answer = await AskAsync(question);

        Assert.Equal("NOERROR", answer.Status);
        Assert.Empty(answer.Answer);
        Assert.Contains("IN SOA", Assert.Single(answer.Authority), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_nobody_here_are_refused()
    {
        var answer = await AskAsync("example.org A");

        Assert.Equal("REFUSED", answer.Status);
        Assert.DoesNotContain("aa", answer.Flags);
    }

    [Fact]
    public async Task The_serial_rises_with_every_change()
    {
        var before = await SerialAsync();
        sandbox.AddAll("example.com", "www A 192.0.2.1");
        var between = await SerialAsync();
        sandbox.Remove("example.com", "www");

        Assert.True(before < between);
        Assert.True(between < await SerialAsync());
    }

    [Fact]
    public async Task Several_addresses_take_turns_at_the_front()
    {
        sandbox.AddAll("example.com", "www A 192.0.2.1", "www A 192.0.2.2", "www A 192.0.2.3");

        var firsts = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            var answer = await AskAsync("www.example.com A");
            Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], answer.Data.Order(StringComparer.Ordinal));
            firsts.Add(answer.Data.First());
        }

        Assert.Equal(3, firsts.Count);
    }

    [Fact]
    public async Task Only_what_everybody_gets_is_served()
    {
        sandbox.Add("example.com", "paused", "A", "192.0.2.1", record => record with { Enabled = false });
        sandbox.Add("example.com", "line", "A", "192.0.2.2", record => record with { Line = "telecom" });
        sandbox.Add("example.com", "line", "A", "192.0.2.3");
        sandbox.Add("example.com", "url", "REDIRECT_URL", "https://www.example.org/");

        Assert.Equal("NXDOMAIN", (await AskAsync("paused.example.com A")).Status);
        Assert.Equal(["192.0.2.3"], (await AskAsync("line.example.com A")).Data);
        Assert.Equal("NXDOMAIN", (await AskAsync("url.example.com A")).Status);
    }

    [Fact]
    public async Task A_change_is_served_at_once()
    {
        sandbox.AddAll("example.com", "www A 192.0.2.1");
        Assert.Equal(["192.0.2.1"], (await AskAsync("www.example.com A")).Data);

        sandbox.Remove("example.com", "www");

        Assert.Equal("NXDOMAIN", (await AskAsync("www.example.com A")).Status);
    }

    [Fact]
    public async Task International_zones_are_asked_for_by_their_ASCII_form()
    {
        var name = DomainName.Parse("xn--fsqu00a.xn--fiqs8s");
        sandbox.World.AddZone(SandboxProvider.Alidns, "sandbox-id", name);
        sandbox.AddAll(name.Value, "www A 192.0.2.1");

        Assert.Equal(["192.0.2.1"], (await AskAsync("www.xn--fsqu00a.xn--fiqs8s A")).Data);
    }

    [Fact]
    public async Task The_clouds_own_API_hosts_lead_to_the_sandbox()
    {
        Assert.Equal(["127.0.0.1"], (await AskAsync("alidns.aliyuncs.com A")).Data);
        Assert.Equal(["127.0.0.1"], (await AskAsync("dnspod.tencentcloudapi.com A")).Data);
    }

    private async Task<uint> SerialAsync() =>
        uint.Parse((await AskAsync("example.com SOA")).Data.Single().Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);

    private Task<Dig.DigAnswer> AskAsync(string arguments) => Dig.AskAsync(sandbox.Host.Ports.Dns, arguments);
}
