using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.Control;

/// <summary>Steering the test CA over HTTP.</summary>
public sealed class ControlAuthorityTests : IAsyncLifetime
{
    private const string Usual =
        """{"mode":"answer","nonceRejection":0,"validationSeconds":0,"processingSeconds":0,"lifetimeSeconds":null,"authorizationReuse":0,"externalAccounts":null,"rateLimits":null,"retryAfter":"seconds","renewalCheckSeconds":21600}""";

    private readonly SandboxWorld world = new(new ManualClock());
    private ControlTestClient control = null!;

    public async ValueTask InitializeAsync() => control = await ControlTestClient.StartAsync(world);

    public ValueTask DisposeAsync() => control.DisposeAsync();

    [Fact]
    public async Task At_first_nothing_is_wrong_with_it() => Assert.Equal(Usual, (await control.SendAsync("GET", "/ca")).Body!.ToJsonString());

    [Theory]
    [InlineData("""{"mode":"wrong"}""")]
    [InlineData("""{"nonceRejection":0.5}""")]
    [InlineData("""{"validationSeconds":3}""")]
    [InlineData("""{"processingSeconds":0.5}""")]
    [InlineData("""{"lifetimeSeconds":3600}""")]
    [InlineData("""{"authorizationReuse":1}""")]
    [InlineData("""{"externalAccounts":{"kid-1":"AAAA"}}""")]
    [InlineData("""{"retryAfter":"date"}""")]
    [InlineData("""{"renewalCheckSeconds":60}""")]
    [InlineData("""{"rateLimits":{"newAccounts":null,"newOrders":{"burst":3,"refillSeconds":60},"certificatesPerDomain":null,"certificatesPerSet":null,"failedValidations":null}}""")]
    public async Task A_setting_is_kept_by_others_and_ends_with_null(string setting)
    {
        var member = setting[2..setting.IndexOf('"', 2)];

        var (status, _) = await control.SendAsync("PUT", "/ca", setting);
        await control.SendAsync("PUT", "/ca", "{}");
        var (_, kept) = await control.SendAsync("GET", "/ca");
        var (_, ended) = await control.SendAsync("PUT", "/ca", $$"""{"{{member}}":null}""");

        Assert.Equal(200, status);
        Assert.Contains(setting[1..^1], kept!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Usual, ended!.ToJsonString());
    }

    [Fact]
    public async Task Published_limits_have_a_name()
    {
        await control.SendAsync("PUT", "/ca", """{"rateLimits":"letsencrypt"}""");

        Assert.Equal(AuthorityLimits.LetsEncrypt, world.Authority.Settings.RateLimits);
    }

    [Theory]
    [InlineData("""{"mode":"tired"}""", "mode")]
    [InlineData("""{"nonceRejection":2}""", "nonceRejection")]
    [InlineData("""{"lifetimeSeconds":0}""", "lifetimeSeconds")]
    [InlineData("""{"externalAccounts":{"kid-1":"not base64url"}}""", "externalAccounts")]
    [InlineData("""{"externalAccounts":["kid-1"]}""", "externalAccounts")]
    [InlineData("""{"rateLimits":"google"}""", "rateLimits")]
    [InlineData("""{"rateLimits":{"newOrders":{"burst":3}}}""", "refillSeconds")]
    [InlineData("""{"rateLimits":{"orders":null}}""", "orders")]
    [InlineData("""{"unknown":1}""", "unknown")]
    public async Task A_wrong_setting_is_named_and_changes_nothing(string body, string key)
    {
        var (status, answer) = await control.SendAsync("PUT", "/ca", body);

        Assert.Equal(400, status);
        Assert.Contains($"'{key}'", $"{answer!["message"]}", StringComparison.Ordinal);
        Assert.Equal(AuthoritySettings.Default, world.Authority.Settings);
    }

    [Fact]
    public async Task Certificates_are_listed_and_changed_by_serial_number()
    {
        var now = world.Clock.Now;
        world.Authority.Certificates.Add(new AuthorityCertificate
        {
            Serial = "0AFF",
            Names = ["example.com"],
            NotBefore = now,
            NotAfter = now.AddDays(90),
            Profile = "classic",
            Id = "a.b",
            Account = "1",
            Der = default,
        });

        var (_, list) = await control.SendAsync("GET", "/ca/certificates");
        var (_, moved) = await control.SendAsync("POST", "/ca/certificates/0aff", """{"window":{"start":"2026-02-01T00:00:00Z","end":"2026-02-02T00:00:00Z"}}""");
        var (_, urgent) = await control.SendAsync("POST", "/ca/certificates/0AFF", """{"window":"now"}""");
        var (_, revoked) = await control.SendAsync("POST", "/ca/certificates/0AFF", """{"window":null,"revoked":true}""");

        Assert.Equal(
            """[{"serial":"0AFF","names":["example.com"],"notBefore":"2026-01-01T00:00:00.000Z","notAfter":"2026-04-01T00:00:00.000Z","revoked":false,"profile":"classic","replaces":null,"window":{"start":"2026-03-01T02:24:00.000Z","end":"2026-03-02T21:36:00.000Z"}}]""",
            list!.ToJsonString());
        Assert.Equal("2026-02-01T00:00:00.000Z", $"{moved!["window"]!["start"]}");
        Assert.Equal("2025-12-31T23:00:00.000Z", $"{urgent!["window"]!["end"]}");
        Assert.True(revoked!["revoked"]!.GetValue<bool>());
        Assert.Null(world.Authority.Certificates.Find("0AFF")!.Window);
    }

    [Theory]
    [InlineData("""{"revoked":false}""", 400)]
    [InlineData("""{"window":"later"}""", 400)]
    [InlineData("""{"window":{"start":"2026-02-02T00:00:00Z","end":"2026-02-01T00:00:00Z"}}""", 400)]
    [InlineData("""{"revoked":true}""", 404)]
    public async Task A_change_that_cannot_be_is_refused(string body, int status) =>
        Assert.Equal(status, (await control.SendAsync("POST", "/ca/certificates/0AFF", body)).Status);

    [Theory]
    [InlineData("DELETE", "/ca", 405)]
    [InlineData("PUT", "/ca/certificates", 405)]
    [InlineData("GET", "/ca/orders", 404)]
    public async Task There_is_nothing_else(string method, string path, int status) =>
        Assert.Equal(status, (await control.SendAsync(method, path, "{}")).Status);

    [Fact]
    public async Task Its_requests_are_listed_and_forgotten()
    {
        world.Authority.Calls.Add(new AuthorityCall("newOrder", "1", world.Clock.TrueNow, 429, "rateLimited"));

        var (_, calls) = await control.SendAsync("GET", "/ca/calls");
        var (deleted, _) = await control.SendAsync("DELETE", "/ca/calls");

        Assert.Equal("""[{"resource":"newOrder","account":"1","at":"2026-01-01T00:00:00.000Z","status":429,"problem":"rateLimited"}]""", calls!.ToJsonString());
        Assert.Equal((204, 0), (deleted, world.Authority.Calls.Entries.Length));
    }
}
