using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>Certificates: what is in them, which requests they are made for, and what leads to them.</summary>
public sealed class IssuingTests : AuthorityHarbour
{
    private static readonly PeerProgram OpenSsl = new("openssl", "openssl");

    public static readonly TheoryData<string> Keys = ["P-256", "P-384", "RSA-2048", "RSA-3072", "RSA-4096"];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task OpenSSL_verifies_both_chains(string kind)
    {
        using var key = Make(kind);
        var order = await IssueAsync(["example.com", "*.example.com"], key: key);
        var usual = await Client.PostAsync($"{order.Json["certificate"]}");
        var alternate = await Client.PostAsync(Linked(usual));

        Assert.Equal("application/pem-certificate-chain", usual.ContentType);
        Assert.NotEqual(usual.Text, alternate.Text);
        Assert.Equal($"{order.Json["certificate"]}", Linked(alternate));
        await VerifyAsync(usual.Text, Sandbox.World.Authority.Roots[0]);
        await VerifyAsync(alternate.Text, Sandbox.World.Authority.Roots[1]);
        Assert.Equal(Sandbox.Host.RootPem, Sandbox.World.Authority.Roots[0]);
    }

    [Theory]
    [InlineData("", "classic", 90 * 24, true)]
    [InlineData(""", "profile":"classic" """, "classic", 90 * 24, true)]
    [InlineData(""", "profile":"tlsserver" """, "tlsserver", 45 * 24, false)]
    [InlineData(""", "profile":"shortlived" """, "shortlived", 160, false)]
    public async Task A_profile_says_how_a_certificate_looks(string asked, string profile, int hours, bool classic)
    {
        var order = await IssueAsync(["www.example.com"], asked);
        using var leaf = await LeafAsync(order);

        Assert.Equal(asked.Length > 0 ? profile : null, order.Json["profile"]?.GetValue<string>());
        Assert.Equal(profile, Newest.Profile);
        Assert.Equal(TimeSpan.FromHours(hours), leaf.NotAfter - leaf.NotBefore);
        Assert.Equal(Sandbox.Clock.GetUtcNow().AddHours(-1), new DateTimeOffset(leaf.NotBefore).ToUniversalTime());
        Assert.Equal(classic ? "CN=www.example.com" : "", leaf.Subject);
        Assert.Equal(classic, leaf.Extensions.Any(extension => extension is X509SubjectKeyIdentifierExtension));
        Assert.Equal(!classic, leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().Critical);
        Assert.Equal(["www.example.com"], leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
    }

    [Fact]
    public async Task A_lifetime_can_be_short_and_begins_a_tenth_before()
    {
        Settings = Settings with { Lifetime = TimeSpan.FromSeconds(100) };
        Sandbox.World.Clock.Offset = TimeSpan.FromDays(400);

        using var leaf = await LeafAsync(await IssueAsync(["www.example.com"]));

        Assert.Equal(Sandbox.Clock.GetUtcNow().AddDays(400).AddSeconds(-10), new DateTimeOffset(leaf.NotBefore).ToUniversalTime());
        Assert.Equal(TimeSpan.FromSeconds(100), leaf.NotAfter - leaf.NotBefore);
    }

    [Fact]
    public async Task A_CSR_may_have_a_common_name_that_was_ordered()
    {
        using var key = Make("P-256");

        Assert.Equal("valid", $"{(await FinalizeAsync(Csr(key, "CN=WWW.example.com", ["www.example.com"]))).Json["status"]}");
    }

    public static readonly TheoryData<string> WrongRequests =
    [
        "another name", "a name too many", "another common name", "SHA-1", "P-521", "RSA-1024", "the account's key", "an address", "a broken signature", "no CSR", "padding",
    ];

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task A_CSR_that_a_public_CA_refuses_is_refused_and_a_right_one_helps(string what)
    {
        var order = await Client.OrderAsync(["www.example.com"]);
        await ProveAsync(order);
        using var key = Make("P-256");

        var refused = await Client.PostAsync($"{order.Json["finalize"]}", Wrong(what, key));
        var taken = await Client.PostAsync($"{order.Json["finalize"]}", Csr(key, "www.example.com"));

        Assert.Equal((400, what == "padding" ? "malformed" : "badCSR"), (refused.Status, refused.Problem));
        Assert.Equal("valid", $"{taken.Json["status"]}");
    }

    [Fact]
    public async Task A_certificate_is_for_the_account_that_ordered_it()
    {
        var order = await IssueAsync(["www.example.com"]);
        using var other = new AcmeTestClient(Sandbox);
        await other.RegisterAsync();

        Assert.Equal("unauthorized", (await other.PostAsync($"{order.Json["certificate"]}")).Problem);
        Assert.Equal(404, (await Client.PostAsync("/certificate/00")).Status);
    }

    [Theory]
    [InlineData("account", 1)]
    [InlineData("certificate", null)]
    [InlineData("authorized", 4)]
    public async Task Those_who_may_revoke_do(string who, int? reason)
    {
        using var key = Make("P-256");
        await IssueAsync(["www.example.com"], key: key);
        using var other = new AcmeTestClient(Sandbox);
        await other.RegisterAsync();
        if (who == "authorized")
        {
            await AuthorizeAsync(other, "www.example.com");
        }

        var payload = Revocation(reason);
        var revoked = who == "certificate" ? await Client.PostAsync("/revoke-cert", payload, withKey: key)
            : await (who == "account" ? Client : other).PostAsync("/revoke-cert", payload);
        var again = await Client.PostAsync("/revoke-cert", payload);

        Assert.Equal((200, ""), (revoked.Status, revoked.Text));
        Assert.NotNull(Newest.Revoked);
        Assert.Equal((400, "alreadyRevoked"), (again.Status, again.Problem));
    }

    [Fact]
    public async Task Others_may_not_revoke_and_no_reason_is_made_up()
    {
        await IssueAsync(["www.example.com"]);
        using var other = new AcmeTestClient(Sandbox);
        await other.RegisterAsync();

        Assert.Equal("unauthorized", (await other.PostAsync("/revoke-cert", Revocation(0))).Problem);
        Assert.Equal("unauthorized", (await Client.PostAsync("/revoke-cert", Revocation(0), withKey: other.Key)).Problem);
        Assert.Equal("badRevocationReason", (await Client.PostAsync("/revoke-cert", Revocation(2))).Problem);
        Assert.Equal("malformed", (await Client.PostAsync("/revoke-cert", """{"certificate":"AAAA"}""")).Problem);
        Assert.Null(Newest.Revoked);
    }

    private static AsymmetricAlgorithm Make(string kind) => kind.Split('-') switch
    {
        ["RSA", var bits] => RSA.Create(int.Parse(bits, null)),
        ["P", "256"] => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        ["P", "384"] => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => ECDsa.Create(ECCurve.NamedCurves.nistP521),
    };

    private static string Linked(AcmeAnswer answer) =>
        answer.Headers.GetValues("Link").Single(link => link.EndsWith(";rel=\"alternate\"", StringComparison.Ordinal)).Split('<', '>')[1];

    private string Wrong(string what, AsymmetricAlgorithm key)
    {
        using var strong = Make(what == "P-521" ? what : "P-256");
        using var weak = RSA.Create(what == "RSA-1024" ? 1024 : 2048);
        return what switch
        {
            "another name" => Csr(key, "ftp.example.com"),
            "a name too many" => Csr(key, "www.example.com", "ftp.example.com"),
            "another common name" => Csr(key, "CN=example.com", ["www.example.com"]),
            "SHA-1" => Csr(new CertificateRequest("CN=www.example.com", weak, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequest(new Sha1(weak))),
            "P-521" => Csr(strong, "www.example.com"),
            "RSA-1024" => Csr(weak, "www.example.com"),
            "the account's key" => Csr(Client.Key, "www.example.com"),
            "an address" => Csr(WithAddress((ECDsa)key)),
            "a broken signature" => Broken(Csr(key, "www.example.com")),
            "no CSR" => Csr([1, 2, 3]),
            _ => Csr(key, "www.example.com").Replace("\"}", "=\"}", StringComparison.Ordinal),
        };
    }

    private static byte[] WithAddress(ECDsa key)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName("www.example.com");
        alternatives.AddIpAddress(System.Net.IPAddress.Loopback);
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSigningRequest();
    }

    // The last bits of the text are the last of the signature.
    private static string Broken(string csr)
    {
        var der = System.Buffers.Text.Base64Url.DecodeFromChars($"{JsonNode.Parse(csr)!["csr"]}");
        der[^1] ^= 1;
        return Csr(der);
    }

    private string Revocation(int? reason)
    {
        var certificate = System.Buffers.Text.Base64Url.EncodeToString(Newest.Der.Span);
        return reason is null ? $$"""{"certificate":"{{certificate}}"}""" : $$"""{"certificate":"{{certificate}}","reason":{{reason}}}""";
    }

    private async Task<AcmeAnswer> FinalizeAsync(string csr)
    {
        var order = await Client.OrderAsync(["www.example.com"]);
        await ProveAsync(order);
        return await Client.PostAsync($"{order.Json["finalize"]}", csr);
    }

    private async Task AuthorizeAsync(AcmeTestClient other, string name)
    {
        var order = await other.OrderAsync([name]);
        var authorization = await other.PostAsync($"{order.Json["authorizations"]![0]}");
        var challenge = Challenge(authorization.Json);
        Publish(name, other.Proof(challenge));
        await other.PostAsync($"{challenge["url"]}", "{}");
        Assert.Equal("valid", $"{(await other.PostAsync($"{challenge["url"]}")).Json["status"]}");
    }

    private async Task<X509Certificate2> LeafAsync(AcmeAnswer order) =>
        X509Certificate2.CreateFromPem((await Client.PostAsync($"{order.Json["certificate"]}")).Text);

    private async Task VerifyAsync(string chain, string root)
    {
        var directory = Directory.CreateTempSubdirectory("mooring-").FullName;
        var (chainFile, rootFile) = (Path.Combine(directory, "chain.pem"), Path.Combine(directory, "root.pem"));
        await File.WriteAllTextAsync(chainFile, chain, Cancellation);
        await File.WriteAllTextAsync(rootFile, root, Cancellation);

        var result = await OpenSsl.RunAsync(
            ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "www.example.com", "-attime", $"{Sandbox.Clock.GetUtcNow().ToUnixTimeSeconds()}",
                "-CAfile", rootFile, "-untrusted", chainFile, chainFile],
            Cancellation);

        Directory.Delete(directory, recursive: true);
        Assert.SkipWhen(result is null && !PeerProgram.MustBeThere, OpenSsl.Missing);
        Assert.True(result is { ExitCode: 0 }, result?.ToString() ?? OpenSsl.Missing);
    }

    // The framework itself makes no such signatures any more.
    private sealed class Sha1(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString("300D06092A864886F70D0101050500");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
