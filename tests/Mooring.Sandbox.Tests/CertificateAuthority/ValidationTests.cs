using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>What proves a name, as the sandbox's name servers answer (RFC 8555 §8.4, RFC 8659).</summary>
public sealed class ValidationTests : AuthorityHarbour
{
    [Fact]
    public async Task A_record_that_is_not_there_is_told()
    {
        var challenge = await AnswerAsync(publish: (_, _) => { });

        Assert.Equal("invalid", $"{challenge["status"]}");
        Refused(challenge, "dns", "NXDOMAIN looking up TXT for _acme-challenge.www.example.com");
    }

    [Fact]
    public async Task A_failed_authorization_makes_the_order_invalid_for_the_same_reason()
    {
        var order = await Client.OrderAsync(["www.example.com", "ftp.example.com"]);
        foreach (var authorization in await AuthorizationsAsync(order))
        {
            await Client.PostAsync($"{Challenge(authorization)["url"]}", "{}");
        }

        var failed = await Client.PostAsync(order.Header("Location")!);

        Assert.Equal("invalid", $"{failed.Json["status"]}");
        Assert.Equal(
            ["ftp.example.com", "www.example.com"],
            failed.Json["error"]!["subproblems"]!.AsArray().Select(problem => $"{problem!["identifier"]!["value"]}"));
        Assert.Equal("invalid", $"{(await AuthorizationsAsync(order))[0]["status"]}");
    }

    [Fact]
    public async Task Foreign_values_alone_do_not_prove_but_do_not_harm_either()
    {
        var wrong = await AnswerAsync((name, _) => Publish(name, "another value"));
        var both = await AnswerAsync((name, proof) => Publish(name, proof));

        Refused(wrong, "unauthorized", "Incorrect TXT record \"another value\"");
        Assert.Equal("valid", $"{both["status"]}");
    }

    [Fact]
    public async Task The_value_is_case_sensitive() => Refused(
        await AnswerAsync((name, proof) => Publish(name, Swapped(proof))), "unauthorized", "Incorrect TXT record");

    [Fact]
    public async Task An_alias_is_followed_into_another_zone()
    {
        var challenge = await AnswerAsync((_, proof) =>
        {
            Sandbox.Add("example.com", "_acme-challenge.www", "CNAME", "proofs.example.net");
            Sandbox.Add("example.net", "proofs", "TXT", proof);
        });

        Assert.Equal("valid", $"{challenge["status"]}");
    }

    [Fact]
    public async Task A_name_whose_zone_is_not_here_is_not_resolved()
    {
        var order = await Client.OrderAsync(["www.example.org"]);

        var challenge = await AnswerAsync(order, (_, _) => { });

        Refused(challenge, "dns", "ns1: REFUSED, ns2: REFUSED");
    }

    [Fact]
    public async Task Each_server_that_answers_must_show_the_value()
    {
        Sandbox.World.Dns = Behaviour("ns2", new NameServerSettings(PropagationDelay: TimeSpan.FromSeconds(30)));
        var early = await AnswerAsync((name, proof) => Publish(name, proof));
        var later = await AnswerAsync((name, proof) =>
        {
            Publish(name, proof);
            Sandbox.Clock.Advance(TimeSpan.FromSeconds(30));
        });

        Refused(early, "dns", "at ns2");
        Assert.Equal("valid", $"{later["status"]}");
    }

    [Theory]
    [InlineData(NameServerMode.Silent)]
    [InlineData(NameServerMode.Servfail)]
    [InlineData(NameServerMode.Refused)]
    public async Task A_server_that_does_not_answer_is_passed_over(NameServerMode mode)
    {
        Sandbox.World.Dns = Behaviour("ns1", new NameServerSettings(mode));

        Assert.Equal("valid", $"{(await AnswerAsync((name, proof) => Publish(name, proof)))["status"]}");
    }

    [Fact]
    public async Task When_no_server_answers_nothing_is_proven()
    {
        Sandbox.World.Dns = new DnsSettings(TimeSpan.Zero, ImmutableDictionary<string, NameServerSettings>.Empty
            .Add("ns1", new NameServerSettings(NameServerMode.Silent)).Add("ns2", new NameServerSettings(NameServerMode.Servfail)));

        Refused(await AnswerAsync((name, proof) => Publish(name, proof)), "dns", "ns1: query timed out, ns2: SERVFAIL");
    }

    [Fact]
    public async Task What_was_wrong_when_answered_stays_wrong()
    {
        var order = await Client.OrderAsync(["www.example.com"]);
        var challenge = Challenge((await AuthorizationsAsync(order))[0]);
        await Client.PostAsync($"{challenge["url"]}", "{}");
        Publish("www.example.com", Client.Proof(challenge));

        await Client.PostAsync($"{challenge["url"]}", "{}");

        Assert.Equal("invalid", $"{(await Client.PostAsync($"{challenge["url"]}")).Json["status"]}");
    }

    [Fact]
    public async Task Http_01_is_offered_and_never_works() => Refused(
        await AnswerAsync((name, proof) => Publish(name, proof), "http-01"), "connection", "no web servers");

    [Theory]
    [InlineData("0 issue \"ca.sandbox.example\"", null)]
    [InlineData("0 issue \"CA.sandbox.example; validationmethods=http-01,dns-01\"", null)]
    [InlineData("0 iodef \"mailto:me@example.com\"", null)]
    [InlineData("0 issuewild \";\"", null)]
    [InlineData("0 issue \"letsencrypt.org\"", "caa")]
    [InlineData("0 issue \";\"", "caa")]
    [InlineData("0 issue \"ca.sandbox.example; validationmethods=http-01\"", "caa")]
    [InlineData("0 issue \"ca.sandbox.example; accounturi=https://127.0.0.1/account/9\"", "caa")]
    [InlineData("128 unheardof \"x\"", "caa")]
    public async Task Owners_say_by_CAA_who_may_issue(string record, string? problem)
    {
        Sandbox.Add("example.com", "@", "CAA", record);

        var challenge = await AnswerAsync((name, proof) => Publish(name, proof));

        Assert.Equal(problem, challenge["error"] is { } error ? $"{error["type"]}".Split(':')[^1] : null);
    }

    [Fact]
    public async Task Wildcards_have_a_CAA_property_of_their_own()
    {
        Sandbox.AddAll("example.com", "@ CAA 0 issue \"ca.sandbox.example\"", "@ CAA 0 issuewild \"letsencrypt.org\"");
        var order = await Client.OrderAsync(["*.example.com", "example.com"]);

        await ProveAsync(order);

        Assert.Equal(
            ["False valid", "True invalid"],
            (await AuthorizationsAsync(order)).Select(part => $"{part["wildcard"] is not null} {part["status"]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("www.example.com", "ca.sandbox.example; accounturi=ACCOUNT", "valid")]
    [InlineData("*.example.com", "ca.sandbox.example; accounturi=ACCOUNT; policy=wildcard", "valid")]
    [InlineData("www.example.com", "ca.sandbox.example; accounturi=ACCOUNT; persistUntil=1800000000", "valid")]
    [InlineData("*.example.com", "ca.sandbox.example; accounturi=ACCOUNT", "invalid")]
    [InlineData("www.example.com", "ca.sandbox.example; accounturi=ACCOUNT; persistUntil=1700000000", "invalid")]
    [InlineData("www.example.com", "ca.sandbox.example; accounturi=ACCOUNT2", "invalid")]
    [InlineData("www.example.com", "ca.sandbox.example", "invalid")]
    [InlineData("www.example.com", "letsencrypt.org; accounturi=ACCOUNT", "invalid")]
    public async Task A_standing_record_proves_for_its_account(string name, string record, string status)
    {
        Publish(name.Replace("*.", "", StringComparison.Ordinal), record.Replace("ACCOUNT", Client.Account, StringComparison.Ordinal), "_validation-persist");
        var order = await Client.OrderAsync([name]);
        var challenge = Challenge((await AuthorizationsAsync(order))[0], "dns-persist-01");

        await Client.PostAsync($"{challenge["url"]}", "{}");

        Assert.Equal(status, $"{(await Client.PostAsync($"{challenge["url"]}")).Json["status"]}");
        Assert.Null(challenge["token"]);
        Assert.Equal("ca.sandbox.example", $"{challenge["issuer-domain-names"]![0]}");
    }

    private static DnsSettings Behaviour(string server, NameServerSettings settings) =>
        DnsSettings.Default with { Servers = DnsSettings.Default.Servers.Add(server, settings) };

    private static string Swapped(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));

    private static void Refused(JsonNode challenge, string type, string detail)
    {
        Assert.EndsWith($":{type}", $"{challenge["error"]?["type"]}", StringComparison.Ordinal);
        Assert.Contains(detail, $"{challenge["error"]!["detail"]}", StringComparison.Ordinal);
    }

    private async Task<JsonNode> AnswerAsync(Action<string, string> publish, string type = "dns-01") =>
        await AnswerAsync(await Client.OrderAsync(["www.example.com"]), publish, type);

    private async Task<JsonNode> AnswerAsync(AcmeAnswer order, Action<string, string> publish, string type = "dns-01")
    {
        var authorization = (await AuthorizationsAsync(order))[0];
        var challenge = Challenge(authorization, type);
        publish($"{authorization["identifier"]!["value"]}", Client.Proof(challenge));
        await Client.PostAsync($"{challenge["url"]}", "{}");
        return (await Client.PostAsync($"{challenge["url"]}")).Json;
    }
}
