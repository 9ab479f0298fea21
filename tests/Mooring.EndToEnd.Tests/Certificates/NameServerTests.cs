namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Issuances in a zone one of whose name servers does not do what it should.</summary>
public sealed class NameServerTests
{
    private const string Example = """{ name: example, domains: [example.com, "*.example.com"], account: home, issuer: private }""";

    [Theory]
    [InlineData("servfail", "answers SERVFAIL", "answers SERVFAIL")]
    [InlineData("silent", "has not answered yet", "does not answer")]
    public async Task One_that_fails_is_waited_for_then_passed_over_and_told_of(string mode, string meanwhile, string told)
    {
        await using var world = await OpenAsync(", propagation: { grace: 1s }");
        await world.Harbour.PutAsync("dns", $$$$"""{"servers":{"ns2":{"mode":"{{{{mode}}}}"}}}""");

        var result = await world.Harbour.RunAsync("cert", "issue", "--log-level", "debug");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches($@"waiting for: \S+ \(127\.0\.0\.2\) {meanwhile}", result.Error);
        Assert.Matches($@"warning: example \(ecdsa-p256\): went on without it: \S+ \(127\.0\.0\.2\) {told}", result.Error);
        await world.VerifyAsync("example", ["example.com", "any.example.com"]);
    }

    [Fact]
    public async Task One_that_lags_is_waited_for()
    {
        await using var world = await OpenAsync();
        await world.Harbour.PutAsync("dns", """{"servers":{"ns2":{"propagationDelaySeconds":3}}}""");

        var result = await world.Harbour.RunAsync("cert", "issue", "--log-level", "debug");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"answers of name servers are right; waiting for: \S+ \(127\.0\.0\.2\) answers that there is no such name", result.Error);
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
        await world.VerifyAsync("example", ["example.com"]);
    }

    [Fact]
    public async Task One_that_never_follows_ends_the_attempt_by_its_name_and_the_next_one_goes_on_with_the_order()
    {
        await using var world = await OpenAsync(", propagation: { timeout: 2s, grace: 1s }");
        await world.Harbour.PutAsync("dns", """{"servers":{"ns2":{"propagationDelaySeconds":3600}}}""");

        var failed = await world.Harbour.RunAsync("cert", "issue");
        var left = await world.Harbour.RecordsAsync("example.com");
        await world.Harbour.PutAsync("dns", "{}");
        var result = await world.Harbour.RunAsync("cert", "issue", "--log-level", "debug");

        Assert.Equal(1, failed.ExitCode);
        Assert.Matches(@"\(127\.0\.0\.2\) answers that there is no such name", failed.ToString());
        Assert.Contains("`mooring lookup _acme-challenge.example.com TXT` shows what each answers now", failed.ToString(), StringComparison.Ordinal);
        Assert.Empty(left);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("going on with the order at private", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_tells_anything_the_attempt_ends_with_the_setting_that_helps()
    {
        await using var world = await OpenAsync(", propagation: { timeout: 2s, grace: 1s }");
        await world.Harbour.PutAsync("dns", """{"servers":{"ns1":{"mode":"servfail"},"ns2":{"mode":"servfail"}}}""");

        var failed = await world.Harbour.RunAsync("cert", "issue");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("`dns.https-resolvers`", failed.ToString(), StringComparison.Ordinal);
        Assert.Empty(await world.Harbour.RecordsAsync("example.com"));
    }

    private static async Task<PebbleHarbour> OpenAsync(string dns = "")
    {
        var world = await PebbleHarbour.OpenAsync();
        world.Dns = dns;
        await world.ConfigureAsync(Example);
        return world;
    }
}
