using System.Security.Cryptography.X509Certificates;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Certificates of our own from Pebble, over both clouds.</summary>
public sealed class IssueTests
{
    [Fact]
    public async Task Wildcard_and_apex_of_both_clouds_are_issued_with_each_kind_of_key_and_dns_is_as_before()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync(
            """{ name: both, domains: [example.com, "*.example.com", "*.example.net", b.example.net], account: home, issuer: private, key: [ecdsa-p256, rsa-2048] }""",
            """{ name: big, domains: [example.net], account: office, issuer: private, key: [ecdsa-p384, rsa-3072] }""");

        var result = await world.Harbour.RunAsync("cert", "issue", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(4, result.Json.GetProperty("certificates").GetArrayLength());
        Assert.All(result.Json.GetProperty("certificates").EnumerateArray(), one => Assert.True(one.GetProperty("issued").GetBoolean()));
        using var leaf = Leaf(world, "both-ecdsa-p256");
        Assert.True(leaf.MatchesHostname("any.example.net"));
        Assert.True(leaf.MatchesHostname("example.com"));
        Assert.Empty(await world.Harbour.RecordsAsync("example.com"));
        Assert.Empty(await world.Harbour.RecordsAsync("example.net"));
    }

    [Fact]
    public async Task Renew_does_what_is_due_and_nothing_else()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync("""{ name: example, domains: [example.com], account: home, issuer: private }""");
        var first = await world.Harbour.RunAsync("cert", "renew", "--output", "json");
        Assert.True(first.ExitCode == 0, first.ToString());

        var again = await world.Harbour.RunAsync("cert", "renew", "--output", "json");

        Assert.True(again.ExitCode == 0, again.ToString());
        var (before, after) = (first.Json.GetProperty("certificates")[0], again.Json.GetProperty("certificates")[0]);
        Assert.Equal((true, false), (before.GetProperty("issued").GetBoolean(), after.GetProperty("issued").GetBoolean()));
        Assert.Equal(before.GetProperty("serial").GetString(), after.GetProperty("serial").GetString());
        Assert.Equal(before.GetProperty("renewAt").GetString(), after.GetProperty("renewAt").GetString());
    }

    [Fact]
    public async Task What_cannot_be_had_is_told_with_the_reason_and_the_others_are_issued()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync(
            """{ name: foreign, domains: [www.example.org], account: home, issuer: private }""",
            """{ name: good, domains: [example.com], account: home, issuer: private }""");

        var result = await world.Harbour.RunAsync("cert", "issue", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        var (foreign, good) = (result.Json.GetProperty("certificates")[0], result.Json.GetProperty("certificates")[1]);
        Assert.Contains("www.example.org", foreign.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.True(good.GetProperty("issued").GetBoolean());
        Assert.NotNull(foreign.GetProperty("nextAttempt").GetString());
    }

    [Fact]
    public async Task What_is_revoked_is_shown_as_such_and_replaced_once()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync("""{ name: example, domains: [example.com], account: home, issuer: private }""");
        await world.Harbour.RunAsync("cert", "issue");

        var revoked = await world.Harbour.RunAsync("cert", "revoke", "example", "--reason", "superseded");
        var listed = await world.Harbour.RunAsync("cert", "list");
        var renewed = await world.Harbour.RunAsync("cert", "renew");
        var again = await world.Harbour.RunAsync("cert", "renew", "--output", "json");
        var shown = await world.Harbour.RunAsync("cert", "show", "example");

        Assert.Contains("revoked", revoked.Output, StringComparison.Ordinal);
        Assert.EndsWith("  revoked\n", listed.Output, StringComparison.Ordinal);
        Assert.False(again.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean(), again.ToString());
        Assert.True(renewed.ExitCode == 0, renewed.ToString());
        Assert.Contains("version: 2 (2, 1)", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_issued_and_not_deployed_is_told_at_once_and_in_the_list()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync("""{ name: example, domains: [example.com], account: home, issuer: private, deploy: [ { run: [mooring-no-such-program] } ] }""");

        var issued = await world.Harbour.RunAsync("cert", "issue");
        var listed = await world.Harbour.RunAsync("cert", "list");

        Assert.True(issued.ExitCode == 1, issued.ToString());
        Assert.Contains("not deployed: the command mooring-no-such-program", issued.Error, StringComparison.Ordinal);
        Assert.Contains("  valid, not deployed\n", listed.Output, StringComparison.Ordinal);
        Assert.Contains("example (ecdsa-p256): not deployed: the command mooring-no-such-program", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daemon_has_it_issued_by_itself_and_says_so()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        var tls = Path.Combine(world.Harbour.Directory, "tls");
        await world.ConfigureAsync($$"""{ name: example, domains: [example.com, "*.example.com"], account: home, issuer: private, deploy: [ files: { directory: {{tls}} } ] }""");

        await using var daemon = RunningProgram.Start(world.Harbour);

        await daemon.SaysAsync("certificate example (ecdsa-p256): issued by private, valid until");
        await daemon.SaysAsync("certificate example: deployed");
    }

    [Fact]
    public async Task Wherever_a_run_is_killed_the_next_one_ends_it_and_leaves_nothing_in_dns()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync("""{ name: example, domains: [example.com, "*.example.com"], account: home, issuer: private }""");
        for (var i = 0; i < 6; i++)
        {
            using var process = MooringProgram.Start(world.Harbour.Directory, ["cert", "issue"]);
            await world.UntilCallsAsync(process, i + 1);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var result = await world.Harbour.RunAsync("cert", "renew");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var leaf = Leaf(world, "example-ecdsa-p256");
        Assert.True(leaf.MatchesHostname("any.example.com"));
        Assert.Empty(await world.Harbour.RecordsAsync("example.com"));
    }

    private static X509Certificate2 Leaf(PebbleHarbour world, string folder) =>
        X509Certificate2.CreateFromPem(File.ReadAllText(Directory.GetFiles(Path.Combine(world.Harbour.State, "certificates", folder), "fullchain.pem", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last()));
}
