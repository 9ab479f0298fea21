using System.Security.Cryptography;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>Orders and authorizations (RFC 8555 §7.4, §7.5).</summary>
public sealed class OrderTests : AuthorityHarbour
{
    [Fact]
    public async Task Apex_and_wildcard_are_two_authorizations_with_one_name()
    {
        var order = await Client.OrderAsync(["EXAMPLE.com", "*.example.com", "example.com"]);

        var parts = await AuthorizationsAsync(order);

        Assert.Equal(["*.example.com", "example.com"], order.Json["identifiers"]!.AsArray().Select(name => $"{name!["value"]}"));
        Assert.Equal(2, parts.Length);
        Assert.All(parts, part => Assert.Equal(("example.com", "pending"), ($"{part["identifier"]!["value"]}", $"{part["status"]}")));
        var wildcard = Assert.Single(parts, part => part["wildcard"] is not null);
        Assert.DoesNotContain(wildcard["challenges"]!.AsArray(), challenge => $"{challenge!["type"]}" == "http-01");
        Assert.NotEqual($"{Challenge(parts[0])["token"]}", $"{Challenge(parts[1])["token"]}");
    }

    [Fact]
    public async Task The_states_follow_each_other()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var order = await Client.OrderAsync(["www.example.com"]);
        var url = order.Header("Location")!;
        var early = await Client.PostAsync($"{order.Json["finalize"]}", Csr(key, "www.example.com"));
        var challenge = Challenge((await AuthorizationsAsync(order))[0]);
        Publish("www.example.com", Client.Proof(challenge));
        var answered = await Client.PostAsync($"{challenge["url"]}", "{}");
        var proven = await Client.PostAsync($"{challenge["url"]}");
        var ready = await Client.PostAsync(url);
        var done = await Client.PostAsync($"{order.Json["finalize"]}", Csr(key, "www.example.com"));
        var again = await Client.PostAsync($"{order.Json["finalize"]}", Csr(key, "www.example.com"));

        Assert.Equal("pending", $"{order.Json["status"]}");
        Assert.Equal((403, "orderNotReady"), (early.Status, early.Problem));
        Assert.Equal(("processing", "1"), ($"{answered.Json["status"]}", answered.Header("Retry-After")));
        Assert.Contains(">;rel=\"up\"", answered.Header("Link"), StringComparison.Ordinal);
        Assert.Equal("valid", $"{proven.Json["status"]}");
        Assert.Equal("2026-01-01T00:00:00Z", $"{proven.Json["validated"]}");
        Assert.Equal("ready", $"{ready.Json["status"]}");
        Assert.Equal("valid", $"{done.Json["status"]}");
        Assert.NotNull(done.Json["certificate"]);
        Assert.Equal((403, "orderNotReady"), (again.Status, again.Problem));
    }

    [Theory]
    [InlineData("*.*.example.com", "malformed")]
    [InlineData("www.*.example.com", "malformed")]
    [InlineData("例子.example.com", "malformed")]
    [InlineData("_dmarc.example.com", "malformed")]
    [InlineData("example.com.", "malformed")]
    [InlineData("example", "malformed")]
    [InlineData("*.com", "malformed")]
    [InlineData("192.0.2.1", "malformed")]
    [InlineData("xn--\u0061.example.com", "malformed")]
    [InlineData("printer.local", "rejectedIdentifier")]
    [InlineData("localhost.localhost", "rejectedIdentifier")]
    public async Task A_name_that_no_certificate_can_have_is_refused(string name, string problem)
    {
        var answer = await Client.OrderAsync([name]);

        Assert.Equal((400, problem), (answer.Status, answer.Problem));
        Assert.Null(answer.Json["subproblems"]);
    }

    [Fact]
    public async Task Each_of_several_wrong_names_is_told_by_itself()
    {
        var answer = await Client.OrderAsync(["www.example.com", "a_b.example.com", "printer.local"]);

        Assert.Equal((400, "compound"), (answer.Status, answer.Problem));
        Assert.Equal(
            ["a_b.example.com malformed", "printer.local rejectedIdentifier"],
            answer.Json["subproblems"]!.AsArray().Select(problem => $"{problem!["identifier"]!["value"]} {$"{problem["type"]}".Split(':')[^1]}"));
    }

    [Theory]
    [InlineData("{}", "malformed")]
    [InlineData("""{"identifiers":[]}""", "malformed")]
    [InlineData("""{"identifiers":["example.com"]}""", "malformed")]
    [InlineData("""{"identifiers":[{"type":"ip","value":"192.0.2.1"}]}""", "unsupportedIdentifier")]
    [InlineData("""{"identifiers":[{"type":"dns","value":"example.com"}],"notAfter":"2027-01-01T00:00:00Z"}""", "malformed")]
    [InlineData("""{"identifiers":[{"type":"dns","value":"example.com"}],"profile":"fancy"}""", "invalidProfile")]
    [InlineData("""{"identifiers":[{"type":"dns","value":"*.example.com"},{"type":"dns","value":"www.example.com"}]}""", "malformed")]
    public async Task An_order_that_cannot_be_kept_is_refused(string payload, string problem)
    {
        var answer = await Client.PostAsync("/new-order", payload);

        Assert.Equal((400, problem), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task A_hundred_names_are_taken_and_one_more_is_not()
    {
        string[] names = [.. Enumerable.Range(1, 101).Select(i => $"n{i}.example.com")];

        Assert.Equal(201, (await Client.OrderAsync(names[1..])).Status);
        Assert.Equal("malformed", (await Client.OrderAsync(names)).Problem);
    }

    [Fact]
    public async Task An_authorization_that_was_given_up_takes_its_order_along()
    {
        var order = await Client.OrderAsync(["www.example.com"]);

        var given = await Client.PostAsync($"{order.Json["authorizations"]![0]}", """{"status":"deactivated"}""");
        var after = await Client.PostAsync(order.Header("Location")!);

        Assert.Equal("deactivated", $"{given.Json["status"]}");
        Assert.Equal("invalid", $"{after.Json["status"]}");
        Assert.EndsWith(":unauthorized", $"{after.Json["error"]!["type"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_waits_for_a_week()
    {
        var order = await Client.OrderAsync(["www.example.com"]);

        Sandbox.Clock.Advance(TimeSpan.FromDays(7));
        var expired = await Client.PostAsync(order.Header("Location")!);

        Assert.Equal("2026-01-08T00:00:00Z", $"{order.Json["expires"]}");
        Assert.Equal("invalid", $"{expired.Json["status"]}");
    }

    [Fact]
    public async Task A_valid_authorization_is_used_again_only_if_that_is_wished()
    {
        await IssueAsync(["www.example.com"]);

        var fresh = await Client.OrderAsync(["www.example.com"]);
        Settings = Settings with { AuthorizationReuse = 1 };
        var reused = await Client.OrderAsync(["www.example.com"]);

        Assert.Equal("pending", $"{fresh.Json["status"]}");
        Assert.Equal("ready", $"{reused.Json["status"]}");
    }

    [Fact]
    public async Task A_payload_where_only_reading_is_possible_is_refused()
    {
        var order = await Client.OrderAsync(["www.example.com"]);

        Assert.Equal("malformed", (await Client.PostAsync(order.Header("Location")!, "{}")).Problem);
    }

    [Theory]
    [InlineData("""{"keyAuthorization":"x"}""")]
    [InlineData("[]")]
    public async Task The_answer_to_a_challenge_is_an_empty_object(string payload)
    {
        var order = await Client.OrderAsync(["www.example.com"]);
        var challenge = Challenge((await AuthorizationsAsync(order))[0]);

        var answer = await Client.PostAsync($"{challenge["url"]}", payload);

        Assert.Equal((400, "malformed"), (answer.Status, answer.Problem));
        Assert.Equal("pending", $"{(await Client.PostAsync($"{challenge["url"]}")).Json["status"]}");
    }
}
