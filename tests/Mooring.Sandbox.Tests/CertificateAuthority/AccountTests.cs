using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>Accounts (RFC 8555 §7.3).</summary>
public sealed class AccountTests : AuthorityHarbour
{
    private const string MacKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    [Fact]
    public async Task A_key_has_one_account()
    {
        var again = await Client.RegisterAsync("""{"onlyReturnExisting":true}""");

        Assert.Equal((200, Client.Account), (again.Status, again.Header("Location")));
        Assert.Equal("valid", $"{again.Json["status"]}");
    }

    [Theory]
    [InlineData("""{"onlyReturnExisting":true}""", 400, "accountDoesNotExist")]
    [InlineData("{}", 403, "userActionRequired")]
    [InlineData("""{"termsOfServiceAgreed":"yes"}""", 400, "malformed")]
    [InlineData("""{"termsOfServiceAgreed":true,"contact":["tel:+12025550100"]}""", 400, "unsupportedContact")]
    [InlineData("""{"termsOfServiceAgreed":true,"contact":["mailto:me"]}""", 400, "invalidContact")]
    [InlineData("""{"termsOfServiceAgreed":true,"contact":["mailto:a@example.com,b@example.com"]}""", 400, "invalidContact")]
    [InlineData("""{"termsOfServiceAgreed":true,"contact":["mailto:a@example.com?subject=x"]}""", 400, "invalidContact")]
    public async Task A_registration_that_is_not_right_makes_no_account(string payload, int status, string problem)
    {
        using var stranger = new AcmeTestClient(Sandbox);

        var answer = await stranger.RegisterAsync(payload);

        Assert.Equal((status, problem), (answer.Status, answer.Problem));
        Assert.Equal("accountDoesNotExist", (await stranger.RegisterAsync("""{"onlyReturnExisting":true}""")).Problem);
        Assert.Equal(problem == "userActionRequired", answer.Header("Link")!.Contains("terms/v1>;rel=\"terms-of-service\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contacts_can_be_changed_and_read_back()
    {
        await Client.PostAsync(Client.Account!, """{"contact":["mailto:me@example.com"]}""");

        var read = await Client.PostAsync(Client.Account!);

        Assert.Equal("mailto:me@example.com", $"{read.Json["contact"]!.AsArray().Single()}");
    }

    [Fact]
    public async Task An_account_lists_its_orders()
    {
        var order = await Client.OrderAsync(["example.com"]);
        var account = await Client.PostAsync(Client.Account!);

        var list = await Client.PostAsync($"{account.Json["orders"]}");

        Assert.Equal(order.Header("Location"), $"{list.Json["orders"]!.AsArray().Single()}");
    }

    [Fact]
    public async Task A_deactivated_account_can_do_nothing_more()
    {
        var gone = await Client.PostAsync(Client.Account!, """{"status":"deactivated"}""");

        Assert.Equal((200, "deactivated"), (gone.Status, $"{gone.Json["status"]}"));
        Assert.Equal("unauthorized", (await Client.OrderAsync(["example.com"])).Problem);
        Assert.Equal("unauthorized", (await Client.RegisterAsync()).Problem);
    }

    [Fact]
    public async Task Another_account_is_out_of_reach()
    {
        var order = await Client.OrderAsync(["example.com"]);
        using var other = new AcmeTestClient(Sandbox);
        await other.RegisterAsync();

        Assert.Equal("unauthorized", (await other.PostAsync(Client.Account!)).Problem);
        Assert.Equal("unauthorized", (await other.PostAsync(order.Header("Location")!)).Problem);
        Assert.Equal("unauthorized", (await other.PostAsync($"{order.Json["authorizations"]![0]}")).Problem);
    }

    [Fact]
    public async Task After_a_key_change_only_the_new_key_signs()
    {
        var old = Client.Key;
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        var changed = await ChangeAsync(next);
        var byOld = await Client.OrderAsync(["example.com"]);
        Client.Key = next;
        var byNew = await Client.OrderAsync(["example.com"]);

        Assert.Equal(200, changed.Status);
        Assert.Equal("malformed", byOld.Problem);
        Assert.Equal(201, byNew.Status);
        Client.Key = old;
        Assert.Equal("accountDoesNotExist", (await Client.RegisterAsync("""{"onlyReturnExisting":true}""")).Problem);
    }

    [Fact]
    public async Task A_key_that_is_taken_is_a_conflict_with_its_holder()
    {
        using var other = new AcmeTestClient(Sandbox);
        await other.RegisterAsync();

        var refused = await ChangeAsync(other.Key);

        Assert.Equal((409, other.Account), (refused.Status, refused.Header("Location")));
    }

    [Theory]
    [InlineData("url")]
    [InlineData("account")]
    [InlineData("oldKey")]
    [InlineData("nonce")]
    [InlineData("signature")]
    public async Task A_key_change_that_is_wrong_in_one_place_changes_nothing(string place)
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var refused = await ChangeAsync(next, place);

        Assert.Equal((400, "malformed"), (refused.Status, refused.Problem));
        Assert.Equal(201, (await Client.OrderAsync(["example.com"])).Status);
    }

    [Fact]
    public async Task Where_external_accounts_are_needed_only_their_keys_open_one()
    {
        Settings = Settings with { ExternalAccounts = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", MacKey) };
        using var stranger = new AcmeTestClient(Sandbox);
        var directory = await stranger.GetAsync("/directory");

        var none = await stranger.RegisterAsync();
        var wrong = await stranger.RegisterAsync(Bound(stranger, "kid-2"));
        var right = await stranger.RegisterAsync(Bound(stranger, "kid-1"));

        Assert.True(directory.Json["meta"]!["externalAccountRequired"]!.GetValue<bool>());
        Assert.Equal((403, "externalAccountRequired"), (none.Status, none.Problem));
        Assert.Equal((403, "unauthorized"), (wrong.Status, wrong.Problem));
        Assert.Equal(201, right.Status);
    }

    [Fact]
    public async Task An_external_binding_of_another_key_is_refused()
    {
        Settings = Settings with { ExternalAccounts = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", MacKey) };
        using var stranger = new AcmeTestClient(Sandbox);

        var refused = await stranger.RegisterAsync(Bound(Client, "kid-1"));

        Assert.Equal((400, "malformed"), (refused.Status, refused.Problem));
    }

    private static string Bound(AcmeTestClient client, string keyId)
    {
        var header = AcmeTestClient.Encode($$"""{"alg":"HS256","kid":"{{keyId}}","url":"{{client.Base}}/new-account"}""");
        var payload = AcmeTestClient.Encode(AcmeTestClient.Jwk(client.Key).ToJsonString());
        var mac = Base64Url.EncodeToString(HMACSHA256.HashData(Base64Url.DecodeFromChars(MacKey), Encoding.ASCII.GetBytes($"{header}.{payload}")));
        var binding = new JsonObject { ["protected"] = header, ["payload"] = payload, ["signature"] = mac };
        return new JsonObject { ["termsOfServiceAgreed"] = true, ["externalAccountBinding"] = binding }.ToJsonString();
    }

    private Task<AcmeAnswer> ChangeAsync(AsymmetricAlgorithm next, string wrong = "")
    {
        var url = $"{Client.Base}/key-change";
        var header = new JsonObject { ["alg"] = AcmeTestClient.Algorithm(next), ["jwk"] = AcmeTestClient.Jwk(next), ["url"] = wrong == "url" ? Client.Base : url };
        if (wrong == "nonce")
        {
            header["nonce"] = "bm9uY2U";
        }

        var payload = new JsonObject
        {
            ["account"] = wrong == "account" ? $"{Client.Base}/account/2" : Client.Account,
            ["oldKey"] = AcmeTestClient.Jwk(wrong == "oldKey" ? next : Client.Key),
        };
        var inner = AcmeTestClient.Sign(header, payload.ToJsonString(), next, wrong == "signature" ? made => [.. made[1..], made[0]] : null);
        return Client.PostAsync(url, inner.ToJsonString());
    }
}
