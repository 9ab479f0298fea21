using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>What gets in, and what does not (RFC 8555 §6).</summary>
public sealed class SignatureTests : AuthorityHarbour
{
    private const string Order = """{"identifiers":[{"type":"dns","value":"example.com"}]}""";

    [Fact]
    public async Task The_directory_names_everything_and_something_unknown()
    {
        var directory = await Client.GetAsync("/directory");

        Assert.Equal(200, directory.Status);
        string[] known = ["newNonce", "newAccount", "newOrder", "revokeCert", "keyChange", "renewalInfo", "meta"];
        Assert.Equal(known, directory.Json.AsObject().Select(member => member.Key).Intersect(known));
        Assert.Equal(known.Length + 1, directory.Json.AsObject().Count);
        Assert.False(directory.Json["meta"]!["externalAccountRequired"]!.GetValue<bool>());
        Assert.Equal(["classic", "tlsserver", "shortlived"], directory.Json["meta"]!["profiles"]!.AsObject().Select(profile => profile.Key));
        Assert.Null(directory.Header("Replay-Nonce"));
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("GET", 204)]
    public async Task A_nonce_comes_with_a_link_to_the_directory(string method, int status)
    {
        var answer = await Client.GetAsync("/new-nonce", new HttpMethod(method));

        Assert.Equal(status, answer.Status);
        Assert.Equal(22, answer.Header("Replay-Nonce")!.Length);
        Assert.Equal($"<{Client.Base}/directory>;rel=\"index\"", answer.Header("Link"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_right_request_is_taken() => Assert.Equal(201, (await Client.PostAsync("/new-order", Order)).Status);

    [Theory]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task Other_kinds_of_keys_are_taken_too(string algorithm)
    {
        using var key = algorithm == "RS256" ? (AsymmetricAlgorithm)RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var client = new AcmeTestClient(Sandbox, key);

        Assert.Equal(201, (await client.RegisterAsync()).Status);
        Assert.Equal(201, (await client.PostAsync("/new-order", Order)).Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/jose+json; charset=utf-8")]
    [InlineData("")]
    public async Task Another_content_type_is_415(string type) =>
        await RefusedAsync(415, "malformed", new Tampering { ContentType = type });

    [Fact]
    public async Task A_signature_of_another_text_is_refused() =>
        await RefusedAsync(400, "malformed", new Tampering { Signature = signature => [.. signature[..^1], (byte)(signature[^1] ^ 1)] });

    [Fact]
    public async Task A_signature_in_ASN1_is_refused() =>
        await RefusedAsync(400, "malformed", new Tampering { Signature = signature => [0x30, 0x44, 0x02, 0x20, .. signature[..32], 0x02, 0x20, .. signature[32..]] });

    [Theory]
    [InlineData("ES384", "malformed")]
    [InlineData("RS256", "malformed")]
    [InlineData("HS256", "badSignatureAlgorithm")]
    [InlineData("none", "badSignatureAlgorithm")]
    [InlineData("EdDSA", "badSignatureAlgorithm")]
    public async Task An_algorithm_that_is_not_the_keys_is_refused(string algorithm, string problem)
    {
        var answer = await RefusedAsync(400, problem, new Tampering { Header = header => header["alg"] = algorithm });

        Assert.Equal(problem == "badSignatureAlgorithm" ? "ES256 ES384 RS256" : null, answer.Json["algorithms"] is { } all ? string.Join(' ', all.AsArray()) : null);
    }

    [Theory]
    [InlineData("alg")]
    [InlineData("nonce")]
    [InlineData("url")]
    [InlineData("kid")]
    public async Task A_header_that_lacks_a_member_is_refused(string member) =>
        await RefusedAsync(400, "malformed", new Tampering { Header = header => header.Remove(member) });

    [Theory]
    [InlineData("jwk")]
    [InlineData("crit")]
    public async Task A_header_with_a_member_too_many_is_refused(string member) => await RefusedAsync(400, "malformed", new Tampering
    {
        Header = header => header[member] = member == "jwk" ? AcmeTestClient.Jwk(Client.Key) : new JsonArray("b64"),
    });

    [Theory]
    [InlineData("header")]
    [InlineData("signatures")]
    public async Task Other_forms_of_JWS_are_refused(string member) =>
        await RefusedAsync(400, "malformed", new Tampering { Body = body => body[member] = new JsonObject() });

    [Theory]
    [InlineData("protected")]
    [InlineData("payload")]
    [InlineData("signature")]
    public async Task Padding_is_refused(string member) =>
        await RefusedAsync(400, "malformed", new Tampering { Body = body => body[member] = $"{body[member]}==" });

    [Fact]
    public async Task A_signature_for_another_address_is_refused() =>
        await RefusedAsync(403, "unauthorized", new Tampering { Header = header => header["url"] = $"{Client.Base}/new-account" });

    [Theory]
    [InlineData("https://127.0.0.1:1/account/1")]
    [InlineData("1")]
    public async Task An_unknown_account_is_told(string kid) =>
        await RefusedAsync(400, "accountDoesNotExist", new Tampering { Header = header => header["kid"] = kid });

    [Fact]
    public async Task A_nonce_is_good_once()
    {
        var nonce = await Client.NonceAsync();
        var reuse = new Tampering { Header = header => header["nonce"] = nonce };

        Assert.Equal(201, (await Client.PostAsync("/new-order", Order, reuse)).Status);
        var again = await RefusedAsync(400, "badNonce", reuse);

        Assert.NotNull(again.Header("Replay-Nonce"));
    }

    [Theory]
    [InlineData("bm9uY2U", "badNonce")]
    [InlineData("not base64url", "malformed")]
    public async Task A_nonce_of_ones_own_is_refused(string nonce, string problem) =>
        await RefusedAsync(400, problem, new Tampering { Header = header => header["nonce"] = nonce });

    [Fact]
    public async Task Half_of_the_good_nonces_can_be_refused_and_a_new_try_succeeds()
    {
        Settings = Settings with { NonceRejection = 0.5 };
        var answers = new List<AcmeAnswer>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await Client.PostAsync("/new-order", Order));
        }

        Assert.InRange(answers.Count(answer => answer.Problem == "badNonce"), 4, 16);
        Assert.Equal(20, answers.Count(answer => answer.Problem == "badNonce" || answer.Status == 201));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("""{"protected":"e30"}""")]
    [InlineData("""{"protected":7,"payload":"","signature":""}""")]
    [InlineData("""{"protected":"e30","protected":"e30","payload":"","signature":""}""")]
    public async Task What_is_no_JWS_is_malformed(string body)
    {
        var answer = await Client.PostRawAsync("/new-order", body);

        Assert.Equal((400, "malformed"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task A_key_in_place_of_the_account_is_refused_and_the_other_way_round()
    {
        var order = await Client.PostAsync("/new-order", Order, withKey: Client.Key);
        var account = await Client.PostAsync("/new-account", "{}");

        Assert.Equal((400, "malformed"), (order.Status, order.Problem));
        Assert.Equal((400, "malformed"), (account.Status, account.Problem));
    }

    [Fact]
    public async Task Resources_are_not_read_by_GET_but_the_directory_is_by_POST_too()
    {
        var order = (await Client.PostAsync("/new-order", Order)).Header("Location")!;

        var got = await Client.GetAsync(order);
        var posted = await Client.PostAsync("/directory");
        var withPayload = await Client.PostAsync("/directory", "{}");

        Assert.Equal((405, "malformed"), (got.Status, got.Problem));
        Assert.Equal((200, $"{Client.Base}/new-order"), (posted.Status, $"{posted.Json["newOrder"]}"));
        Assert.Equal("malformed", withPayload.Problem);
    }

    [Fact]
    public async Task Nothing_else_is_there()
    {
        var answer = await Client.GetAsync("/acme/new-order");

        Assert.Equal((404, "malformed"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Every_request_is_in_the_journal_with_who_signed_it()
    {
        Sandbox.World.Authority.Calls.Clear();
        await Client.PostAsync("/new-order", Order);
        await Client.PostAsync("/new-order", "{}");

        Assert.Equal(
            [("newNonce", null, 200, null), ("newOrder", "1", 201, null), ("newNonce", null, 200, null), ("newOrder", "1", 400, "malformed")],
            Sandbox.World.Authority.Calls.Entries.Select(call => (call.Resource, call.Account, call.Status, call.Problem)));
    }

    private async Task<AcmeAnswer> RefusedAsync(int status, string problem, Tampering tampering)
    {
        var answer = await Client.PostAsync("/new-order", Order, tampering);
        Assert.Equal((status, problem), (answer.Status, answer.Problem));
        return answer;
    }
}
