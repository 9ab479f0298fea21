using Mooring.EndToEnd.Tests.Authority;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Runs at the same time, beside the daemon too; and authorities that do not serve.</summary>
public sealed class AtOnceTests
{
    private const string Foreign = "_acme-challenge TXT not-ours";

    [Fact]
    public async Task Two_runs_for_the_same_names_at_once_both_get_their_certificates()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        world.Harbour.Edit("example.com", records => records.Add(world.Harbour.Record(Cloud.Alidns, Foreign)));
        await world.ConfigureAsync(
            """{ name: one, domains: [example.com, "*.example.com"], account: home, issuer: private }""",
            """{ name: two, domains: [example.com, "*.example.com"], account: home, issuer: private }""");

        var results = await Task.WhenAll(world.Harbour.RunAsync("cert", "issue", "one"), world.Harbour.RunAsync("cert", "issue", "two"));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
        await world.VerifyAsync("one", ["example.com", "any.example.com"]);
        await world.VerifyAsync("two", ["example.com", "any.example.com"]);
        Assert.Equal([Foreign], await world.Harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task Two_renewals_of_one_certificate_at_once_order_it_once()
    {
        await using var harbour = await OpenAsync("""{"validationSeconds":2}""");

        var results = await Task.WhenAll(harbour.RunAsync("cert", "renew", "--output", "json"), harbour.RunAsync("cert", "renew", "--output", "json"));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
        Assert.Single(results, result => result.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean());
        Assert.Single(results.Select(result => result.Json.GetProperty("certificates")[0].GetProperty("serial").GetString()).Distinct());
        Assert.Equal(1, Orders(harbour));
    }

    [Fact]
    public async Task A_renewal_beside_the_daemon_that_is_at_it_waits_and_finds_it_done()
    {
        await using var harbour = await OpenAsync("""{"validationSeconds":2}""");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("certificate example (ecdsa-p256): ordering from own");

        var result = await harbour.RunAsync("cert", "renew", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.False(result.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean());
        Assert.NotNull(result.Json.GetProperty("certificates")[0].GetProperty("serial").GetString());
        Assert.Equal(1, Orders(harbour));
        await daemon.SaysAsync("certificate example (ecdsa-p256): issued by own");
    }

    [Theory]
    [InlineData("unreachable")]
    [InlineData("error")]
    [InlineData("wrong")]
    public async Task The_next_authority_serves_where_the_first_does_not_and_the_user_is_told_why(string mode)
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync(
            [("own", Own(world.Harbour)), ("private", world.Issuer())],
            "{ name: example, domains: [example.com], account: home, issuer: [own, private] }");
        await world.Harbour.PutAsync("ca", $$"""{"mode":"{{mode}}","retryAfter":"none"}""");

        var result = await world.Harbour.RunAsync("cert", "issue", "--output", "json");
        await world.Harbour.PutAsync("ca", """{"mode":"answer"}""");
        var next = await world.Harbour.RunAsync("cert", "renew", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("private", result.Json.GetProperty("certificates")[0].GetProperty("issuer").GetString());
        Assert.StartsWith("warning: example (ecdsa-p256): own does not serve, so private is asked: reading the directory at 127.0.0.1:", result.Error, StringComparison.Ordinal);
        Assert.False(next.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean());
        await world.VerifyAsync("example", ["example.com"]);
    }

    private static string Own(Harbour harbour) =>
        $"{{ directory: \"{AcmePeer.Directory(harbour)}\", agree-terms: true, root-certificates: {harbour.Directory}/root.pem }}";

    private static int Orders(Harbour harbour) => harbour.World.Authority.Calls.Entries.Count(call => call is { Resource: "newOrder", Status: 201 });

    private static async Task<Harbour> OpenAsync(string authority)
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.PutAsync("ca", authority);
        await harbour.ConfigureAsync($$"""
            certificates:
              - { name: example, domains: [example.com, "*.example.com"], account: home, issuer: own }
            issuers:
              own: {{Own(harbour)}}
            dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
            """);
        return harbour;
    }
}
