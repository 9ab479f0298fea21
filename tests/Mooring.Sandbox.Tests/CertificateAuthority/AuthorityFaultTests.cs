using System.Text.Json;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>How the test CA fails when it is asked to.</summary>
public sealed class AuthorityFaultTests : AuthorityHarbour
{
    private static readonly AuthorityRate Two = new(2, TimeSpan.FromMinutes(10));

    [Fact]
    public async Task An_order_stays_in_processing_for_as_long_as_wished()
    {
        Settings = Settings with { Processing = TimeSpan.FromSeconds(30) };
        var order = await IssueAsync(["www.example.com"]);
        var url = order.Header("Location")!;

        Sandbox.Clock.Advance(TimeSpan.FromSeconds(29));
        var early = await Client.PostAsync(url);
        Sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await Client.PostAsync(url);

        Assert.Equal(("processing", "1"), ($"{order.Json["status"]}", order.Header("Retry-After")));
        Assert.Equal("processing", $"{early.Json["status"]}");
        Assert.Null(early.Json["certificate"]);
        Assert.Equal("valid", $"{late.Json["status"]}");
        Assert.Null(late.Header("Retry-After"));
    }

    [Fact]
    public async Task An_order_that_is_stuck_is_freed_by_the_setting()
    {
        Settings = Settings with { Processing = TimeSpan.FromDays(1) };
        var order = await IssueAsync(["www.example.com"]);

        Settings = Settings with { Processing = TimeSpan.Zero };

        Assert.Equal("valid", $"{(await Client.PostAsync(order.Header("Location")!)).Json["status"]}");
    }

    [Fact]
    public async Task A_validation_takes_as_long_as_wished()
    {
        Settings = Settings with { Validation = TimeSpan.FromSeconds(10) };
        var order = await Client.OrderAsync(["www.example.com"]);
        await ProveAsync(order);

        var waiting = await Client.PostAsync($"{order.Json["authorizations"]![0]}");
        Sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        var proven = await Client.PostAsync($"{order.Json["authorizations"]![0]}");

        Assert.Equal(("pending", "1"), ($"{waiting.Json["status"]}", waiting.Header("Retry-After")));
        Assert.Equal("valid", $"{proven.Json["status"]}");
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds, "21600")]
    [InlineData(RetryAfterForm.Date, "Thu, 01 Jan 2026 07:00:00 GMT")]
    [InlineData(RetryAfterForm.None, null)]
    public async Task Retry_After_has_the_form_that_is_wished(RetryAfterForm form, string? expected)
    {
        await IssueAsync(["www.example.com"]);
        Sandbox.World.Clock.Offset = TimeSpan.FromHours(1);
        Settings = Settings with { RetryAfter = form };

        Assert.Equal(expected, (await Client.GetAsync($"/renewal-info/{Newest.Id}")).Header("Retry-After"));
    }

    [Fact]
    public async Task A_CA_that_is_out_of_order_answers_503_to_everything()
    {
        Settings = Settings with { Mode = AuthorityMode.Error };

        var directory = await Client.GetAsync("/directory");
        var order = await Client.PostRawAsync("/new-order", "{}");

        Assert.Equal((503, "serverInternal", "5"), (directory.Status, directory.Problem, directory.Header("Retry-After")));
        Assert.Equal((503, "serverInternal"), (order.Status, order.Problem));
    }

    [Fact]
    public async Task An_unreachable_CA_cuts_the_connection_and_notes_it()
    {
        Settings = Settings with { Mode = AuthorityMode.Unreachable };
        Sandbox.World.Authority.Calls.Clear();

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetAsync("/directory"));

        Assert.All(Sandbox.World.Authority.Calls.Entries, call => Assert.Equal(("directory", 0), (call.Resource, call.Status)));
        Assert.NotEmpty(Sandbox.World.Authority.Calls.Entries);
    }

    [Fact]
    public async Task Wrong_answers_are_no_directory_of_any_kind()
    {
        Settings = Settings with { Mode = AuthorityMode.Wrong };
        for (var i = 0; i < 5; i++)
        {
            var answer = await Client.GetAsync("/directory");

            Assert.Equal(200, answer.Status);
            Assert.False(IsDirectory(answer.Text), answer.Text);
        }
    }

    [Fact]
    public async Task New_orders_are_limited_and_told_when_to_come_again()
    {
        Settings = Settings with { RateLimits = new AuthorityLimits(NewOrders: Two) };
        var first = await Client.OrderAsync(["a.example.com"]);
        Sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Client.OrderAsync(["b.example.com"]);
        var third = await Client.OrderAsync(["c.example.com"]);
        Sandbox.Clock.Advance(TimeSpan.FromMinutes(9));
        var fourth = await Client.OrderAsync(["c.example.com"]);

        Assert.Equal((201, 201, 201), (first.Status, second.Status, fourth.Status));
        Assert.Equal((429, "rateLimited", "540"), (third.Status, third.Problem, third.Header("Retry-After")));
        Assert.EndsWith("retry after 2026-01-01 00:10:00 UTC", $"{third.Json["detail"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_names_are_limited_but_for_a_renewal_that_the_CA_asked_for()
    {
        Settings = Settings with { RateLimits = new AuthorityLimits(CertificatesPerSet: Two) };
        await IssueAsync(["www.example.com"]);
        await IssueAsync(["www.example.com"]);

        var refused = await Client.OrderAsync(["www.example.com"]);
        var other = await Client.OrderAsync(["www.example.com", "ftp.example.com"]);
        var replacing = await Client.OrderAsync(["www.example.com"], $$""","replaces":"{{Newest.Id}}" """);

        Assert.Equal("rateLimited", refused.Problem);
        Assert.Equal((201, 201), (other.Status, replacing.Status));
    }

    [Fact]
    public async Task Certificates_of_one_zone_are_limited_but_for_renewals()
    {
        Settings = Settings with { RateLimits = new AuthorityLimits(CertificatesPerDomain: Two) };
        await IssueAsync(["a.example.com"]);
        await IssueAsync(["b.example.com"]);

        var refused = await Client.OrderAsync(["c.example.com"]);
        var elsewhere = await Client.OrderAsync(["c.example.net"]);
        var renewal = await Client.OrderAsync(["a.example.com"]);

        Assert.Equal("rateLimited", refused.Problem);
        Assert.StartsWith("example.com: too many certificates", $"{refused.Json["detail"]}", StringComparison.Ordinal);
        Assert.Equal((201, 201), (elsewhere.Status, renewal.Status));
    }

    [Fact]
    public async Task Failed_validations_are_limited_by_name()
    {
        Settings = Settings with { RateLimits = new AuthorityLimits(FailedValidations: Two) };
        for (var i = 0; i < 2; i++)
        {
            foreach (var authorization in await AuthorizationsAsync(await Client.OrderAsync(["a.example.com", "b.example.com"])))
            {
                await Client.PostAsync($"{Challenge(authorization)["url"]}", "{}");
            }
        }

        var refused = await Client.OrderAsync(["a.example.com", "b.example.com", "c.example.com"]);

        Assert.Equal((429, "rateLimited"), (refused.Status, refused.Problem));
        Assert.Equal(
            ["a.example.com", "b.example.com"], refused.Json["subproblems"]!.AsArray().Select(problem => $"{problem!["identifier"]!["value"]}"));
        Assert.Equal(201, (await Client.OrderAsync(["c.example.com"])).Status);
    }

    [Fact]
    public async Task New_accounts_are_limited_by_client()
    {
        Settings = Settings with { RateLimits = new AuthorityLimits(NewAccounts: new AuthorityRate(1, TimeSpan.FromHours(3))) };
        using var first = new AcmeTestClient(Sandbox);
        using var second = new AcmeTestClient(Sandbox);

        Assert.Equal(201, (await first.RegisterAsync()).Status);
        Assert.Equal((429, "10800"), (await second.RegisterAsync()) is var refused ? (refused.Status, refused.Header("Retry-After")) : default);
    }

    [Fact]
    public async Task The_date_is_that_of_the_stand_ins()
    {
        Sandbox.World.Clock.Offset = TimeSpan.FromDays(1);

        Assert.Equal("Fri, 02 Jan 2026 00:00:00 GMT", (await Client.GetAsync("/directory")).Header("Date"));
    }

    private static bool IsDirectory(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("newNonce", out var url) && url.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
