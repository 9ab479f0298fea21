using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>Whatever a client sends, it is told what is wrong: a problem document, never a broken server.</summary>
public sealed class HostileRequestTests : AuthorityHarbour
{
    private static readonly string[] Oddities =
        ["", "null", "0", "-1", "1e400", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[[[{}]]]]", "true", "\"=\"", "\"..\"", "\"*.\"", "\"xn--\""];

    [Fact]
    public async Task Every_member_with_every_odd_value_is_answered_in_order()
    {
        var order = await Client.OrderAsync(["www.example.com"]);
        var ready = await Client.OrderAsync(["ftp.example.com"]);
        await ProveAsync(ready);
        (string Url, string Member)[] places =
        [
            ("/new-order", "identifiers"), ("/new-order", "profile"), ("/new-order", "replaces"), (Client.Account!, "contact"), (Client.Account!, "status"),
            ($"{ready.Json["finalize"]}", "csr"), ("/revoke-cert", "certificate"), ("/revoke-cert", "reason"), ("/key-change", "protected"), ("/key-change", "payload"),
            ($"{order.Json["authorizations"]![0]}", "status"), (order.Header("Location")!, "x"),
        ];
        foreach (var (url, member) in places)
        {
            foreach (var odd in Oddities)
            {
                Proper(await Client.PostAsync(url, $$"""{"identifiers":[{"type":"dns","value":"a.example.com"}],"{{member}}":{{odd}}}"""), $"{url} {member} {odd}");
                Proper(await Client.PostAsync(url, odd), $"{url} {odd}");
            }
        }
    }

    [Fact]
    public async Task Every_member_of_the_header_with_an_odd_value_is_refused()
    {
        foreach (var member in new[] { "alg", "nonce", "url", "kid", "jwk" })
        {
            foreach (var odd in Oddities.Where(odd => odd.Length > 0 && !odd.Contains("ud800", StringComparison.Ordinal) && !odd.Contains("e400", StringComparison.Ordinal)))
            {
                var answer = await Client.PostAsync("/new-order", "{}", new Tampering { Header = header => header[member] = JsonNode.Parse(odd) });

                Assert.True(answer.Problem is not null && answer.Status is >= 400 and < 500, $"{member} {odd}: {answer}");
            }
        }
    }

    [Fact]
    public async Task Bodies_with_single_octets_changed_are_answered_in_order()
    {
        var random = new Random(1);
        var body = AcmeTestClient.Sign(new JsonObject { ["alg"] = "ES256", ["nonce"] = "AA", ["url"] = "x", ["jwk"] = AcmeTestClient.Jwk(Client.Key) }, "{}", Client.Key).ToJsonString();
        for (var i = 0; i < 300; i++)
        {
            var letters = body.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next(1, 0x250);

            Proper(await Client.PostRawAsync("/new-account", new string(letters)), new string(letters));
        }
    }

    [Fact]
    public async Task CSRs_with_single_octets_changed_are_refused()
    {
        var random = new Random(2);
        using var key = RSA.Create(2048);
        var der = System.Buffers.Text.Base64Url.DecodeFromChars($"{JsonNode.Parse(Csr(key, "CN=www.example.com", ["www.example.com"]))!["csr"]}");
        var order = await Client.OrderAsync(["www.example.com"]);
        await ProveAsync(order);
        for (var i = 0; i < 300; i++)
        {
            var changed = der.ToArray();
            changed[random.Next(changed.Length)] ^= (byte)random.Next(1, 256);
            var answer = await Client.PostAsync($"{order.Json["finalize"]}", Csr(changed));

            Assert.True(answer.Problem == "badCSR", $"{Convert.ToHexString(changed)}: {answer}");
        }
    }

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public async Task The_longest_names_are_taken_and_longer_ones_refused(int length, bool taken)
    {
        var name = $"*.{new string('a', 63)}.{new string('b', 63)}.{new string('c', 61)}.{new string('d', length - 204)}.example.com";

        var order = await Client.OrderAsync([name]);

        Assert.Equal(length, name.Length);
        Assert.Equal(taken ? null : "malformed", order.Problem);
        if (taken)
        {
            // Its challenge's name would be too long for DNS.
            var challenge = Challenge((await AuthorizationsAsync(order))[0]);
            await Client.PostAsync($"{challenge["url"]}", "{}");
            Assert.Equal("invalid", $"{(await Client.PostAsync($"{challenge["url"]}")).Json["status"]}");
        }
    }

    private static void Proper(AcmeAnswer answer, string what) => Assert.True(
        answer.Status is 200 or 201 || (answer.Problem is not null && answer.Status is >= 400 and < 500), $"{what}: {answer}");
}
