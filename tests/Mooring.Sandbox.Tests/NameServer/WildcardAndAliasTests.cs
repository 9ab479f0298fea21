using Mooring.Sandbox.Tests.Hosting;

namespace Mooring.Sandbox.Tests.NameServer;

public sealed class WildcardAndAliasTests : IAsyncLifetime
{
    private RunningSandbox sandbox = null!;

    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    // The zone and the questions are those of RFC 4592 §2.2.1, without the label below the wildcard, which no cloud takes.
    [Theory]
    [InlineData("host3.example.com MX", "NOERROR", "10 host1.example.com.")]
    [InlineData("host3.example.com A", "NOERROR", "")]
    [InlineData("foo.bar.example.com TXT", "NOERROR", "\"this is a wildcard\"")]
    [InlineData("host1.example.com MX", "NOERROR", "")]
    [InlineData("host.subdel.example.com A", "NOERROR", "")]
    [InlineData("_telnet._tcp.host1.example.com SRV", "NXDOMAIN", "")]
    [InlineData("ghost.*.example.com MX", "NXDOMAIN", "")]
    [InlineData("*.example.com TXT", "NOERROR", "\"this is a wildcard\"")]
    public async Task Wildcards_stand_in_as_RFC_4592_says(string question, string status, string data)
    {
        sandbox.AddAll(
            "example.com", "* TXT this is a wildcard", "host1 A 192.0.2.1", "_ssh._tcp.host1 SRV 0 0 22 host1.example.com", "subdel NS ns.example.net");
        sandbox.Add("example.com", "*", "MX", "host1.example.com", record => record with { Priority = 10 });

        var answer = await AskAsync(question);

        Assert.Equal(status, answer.Status);
        Assert.Equal(data.Length == 0 ? [] : [data], answer.Data);
        Assert.All(answer.Answer, line => Assert.StartsWith(question.Split(' ')[0] + ".", line, StringComparison.Ordinal));
        Assert.Equal(data.Length == 0 ? 1 : 0, answer.Authority.Count);
    }

    [Fact]
    public async Task A_name_between_wildcard_and_question_stops_the_wildcard()
    {
        sandbox.AddAll("example.com", "* A 192.0.2.1", "a.b A 192.0.2.2");

        Assert.Equal(["192.0.2.1"], (await AskAsync("x.y.example.com A")).Data);
        Assert.Equal("NXDOMAIN", (await AskAsync("x.b.example.com A")).Status);
    }

    [Fact]
    public async Task An_alias_is_followed_across_zones_of_both_clouds()
    {
        sandbox.AddAll("example.com", "www CNAME edge.example.net");
        sandbox.AddAll("example.net", "edge CNAME origin.example.com");
        sandbox.AddAll("example.com", "origin A 192.0.2.1");

        var answer = await AskAsync("www.example.com A");

        Assert.Equal("NOERROR", answer.Status);
        Assert.Contains("aa", answer.Flags);
        Assert.Equal(
            [
                "www.example.com. 600 IN CNAME edge.example.net.",
                "edge.example.net. 600 IN CNAME origin.example.com.",
                "origin.example.com. 600 IN A 192.0.2.1",
            ],
            answer.Answer);
    }

    [Fact]
    public async Task An_alias_asked_for_itself_is_not_followed()
    {
        sandbox.AddAll("example.com", "www CNAME edge.example.net", "edge A 192.0.2.1");

        Assert.Equal(["edge.example.net."], (await AskAsync("www.example.com CNAME")).Data);
    }

    [Theory]
    [InlineData("gone.example.net", "NXDOMAIN", 1)]
    [InlineData("www.example.org", "NOERROR", 0)]
    public async Task An_alias_that_ends_nowhere_says_what_is_known(string target, string status, int authorities)
    {
        sandbox.AddAll("example.com", $"www CNAME {target}");

        var answer = await AskAsync("www.example.com A");

        Assert.Equal(status, answer.Status);
        Assert.Equal([$"{target}."], answer.Data);
        Assert.Equal(authorities, answer.Authority.Count);
    }

    [Fact]
    public async Task Aliases_in_a_circle_come_to_an_end()
    {
        sandbox.AddAll("example.com", "a CNAME b.example.com", "b CNAME a.example.com");

        Assert.Equal(["b.example.com.", "a.example.com."], (await AskAsync("a.example.com A")).Data);
    }

    [Fact]
    public async Task A_wildcard_alias_takes_the_name_asked_for()
    {
        sandbox.AddAll("example.com", "* CNAME www.example.com", "www A 192.0.2.1");

        Assert.Equal(
            ["any.example.com. 600 IN CNAME www.example.com.", "www.example.com. 600 IN A 192.0.2.1"],
            (await AskAsync("any.example.com A")).Answer);
    }

    [Theory]
    [InlineData("sub.example.com A")]
    [InlineData("x.y.sub.example.com A")]
    [InlineData("+norecurse sub.example.com NS")]
    public async Task A_part_handed_to_other_servers_is_referred_to_them(string question)
    {
        sandbox.AddAll("example.com", "sub NS ns.sub.example.com", "sub NS ns.example.org", "ns.sub A 192.0.2.53", "ns.sub AAAA 2001:db8::53");

        var answer = await AskAsync(question);

        Assert.Equal("NOERROR", answer.Status);
        Assert.DoesNotContain("aa", answer.Flags);
        Assert.Empty(answer.Answer);
        Assert.Equal(
            ["sub.example.com. 600 IN NS ns.example.org.", "sub.example.com. 600 IN NS ns.sub.example.com."], answer.Authority.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["ns.sub.example.com. 600 IN A 192.0.2.53", "ns.sub.example.com. 600 IN AAAA 2001:db8::53"], answer.Additional.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task As_a_resolver_it_names_the_servers_of_such_a_part()
    {
        sandbox.AddAll("example.com", "sub NS ns.example.org");

        var answer = await AskAsync("+recurse sub.example.com NS");

        Assert.Equal(["ns.example.org."], answer.Data);
        Assert.DoesNotContain("aa", answer.Flags);
    }

    [Fact]
    public async Task The_signer_of_such_a_part_is_asked_for_above_it()
    {
        sandbox.AddAll("example.com", "sub NS ns.example.org");

        var answer = await AskAsync("sub.example.com DS");

        Assert.Contains("aa", answer.Flags);
        Assert.Contains("IN SOA", Assert.Single(answer.Authority), StringComparison.Ordinal);
    }

    private Task<Dig.DigAnswer> AskAsync(string arguments) => Dig.AskAsync(sandbox.Host.Ports.Dns, arguments);
}
