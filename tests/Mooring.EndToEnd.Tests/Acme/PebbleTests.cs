using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.EndToEnd.Tests.Acme;

/// <summary>The ACME client against Let's Encrypt's test server in its strict mode, which refuses every second nonce.</summary>
public sealed class PebbleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AcmeKeyKind.ES256)]
    [InlineData(AcmeKeyKind.ES384)]
    [InlineData(AcmeKeyKind.RS256)]
    public async Task An_account_of_each_kind_gets_a_certificate_for_a_name_and_its_wildcard(AcmeKeyKind kind)
    {
        await using var port = await Port.OpenAsync();
        using AsymmetricAlgorithm key = kind == AcmeKeyKind.RS256 ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await port.RegisteredAsync(kind);

        var certificate = await port.IssueAsync(client, key, "example.com", "*.example.com");

        Assert.Equal(["*.example.com", "example.com"], Names(certificate.Chain));
        Assert.Equal("OK", await port.VerifyAsync(certificate.Chain));
        Assert.Null(await client.GetRenewalInfoAsync("a.b", Cancellation));
    }

    [Fact]
    public async Task Many_names_go_side_by_side_international_ones_too()
    {
        await using var port = await Port.OpenAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] names = [.. Enumerable.Range(1, 28).Select(i => $"n{i}.a.example.com"), "bücher.example.com", "*.例子.example.com"];

        var certificate = await port.IssueAsync(await port.RegisteredAsync(), key, names);

        Assert.Equal(names.Select(name => DomainName.Parse(name).Value).Order(StringComparer.Ordinal), Names(certificate.Chain));
    }

    [Fact]
    public async Task A_wrong_value_fails_the_name_and_the_order_in_the_authoritys_words()
    {
        await using var port = await Port.OpenAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await port.RegisteredAsync();
        var domain = DomainName.Parse("example.com");
        var order = await client.NewOrderAsync(new OrderRequest([domain]), Cancellation);
        var authorization = await client.GetAuthorizationAsync(order.Authorizations[0], Cancellation);
        port.Publish(domain, "not-the-value");

        await client.AnswerAsync(authorization.Dns01!, Cancellation);
        var decided = await client.WaitAsync(authorization.Url, Cancellation);
        var failure = await Assert.ThrowsAsync<AcmeException>(() => client.FinalizeAsync(order, Port.Request(key, domain), Cancellation));

        Assert.Equal(AcmeAuthorizationStatus.Invalid, decided.Status);
        Assert.Contains("Correct value not found", decided.Problem!.Detail, StringComparison.Ordinal);
        Assert.Contains("finalizing the order at ", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_goes_on_after_an_interruption_by_another_client()
    {
        await using var port = await Port.OpenAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var accountKey = port.Key();
        var first = port.Client(accountKey);
        var domain = DomainName.Parse("example.com");
        var account = await first.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation);
        var order = await first.NewOrderAsync(new OrderRequest([domain]), Cancellation);
        await port.ProveAsync(first, order);

        var second = port.Client(accountKey);
        second.AccountUrl = account.Url;
        var found = await second.GetOrderAsync(order.Url, Cancellation);
        var finished = await second.FinalizeAsync(found, Port.Request(key, domain), Cancellation);
        var again = await second.FinalizeAsync(finished, Port.Request(key, domain), Cancellation);

        Assert.Equal(AcmeOrderStatus.Ready, found.Status);
        Assert.Equal(finished.Certificate, again.Certificate);
        Assert.Equal(["example.com"], Names((await second.DownloadAsync(again, Cancellation)).Chain));
    }

    [Fact]
    public async Task A_CA_that_knows_its_users_takes_their_key_and_no_other()
    {
        const string Known = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
        await using var port = await Port.OpenAsync($$""", "externalAccountBindingRequired": true, "externalAccountMACKeys": {"kid-1": "{{Known}}"}""");
        var client = port.Client(port.Key());
        AccountRequest Bound(string id, string mac) => new() { AgreeTerms = true, ExternalBinding = new ExternalBinding(id, new Secret(mac)) };

        var unbound = await Assert.ThrowsAsync<AcmeException>(() => client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation));
        var wrongKey = await Assert.ThrowsAsync<AcmeException>(() => client.RegisterAsync(Bound("kid-1", "AAAA" + Known[4..]), Cancellation));
        var wrongId = await Assert.ThrowsAsync<AcmeException>(() => client.RegisterAsync(Bound("kid-2", Known), Cancellation));
        var account = await client.RegisterAsync(Bound("kid-1", Known), Cancellation);

        Assert.Contains("eab", unbound.Text.English, StringComparison.Ordinal);
        Assert.All([wrongKey, wrongId], failure => Assert.Equal(AcmeProblemType.Unauthorized, failure.Problem!.Type));
        Assert.All([wrongKey, wrongId], failure => Assert.Contains("check the key id and the HMAC key", failure.Text.English, StringComparison.Ordinal));
        Assert.Equal((AcmeAccountStatus.Valid, true), (account.Status, account.Created));
    }

    [Fact]
    public async Task An_account_is_found_again_changed_and_given_up()
    {
        await using var port = await Port.OpenAsync();
        var key = port.Key();
        var client = port.Client(key);

        var unknown = await Assert.ThrowsAsync<AcmeException>(() => client.RegisterAsync(new AccountRequest { OnlyExisting = true }, Cancellation));
        var made = await client.RegisterAsync(new AccountRequest { AgreeTerms = true, Contacts = ["me@example.com"] }, Cancellation);
        var found = await port.Client(key).RegisterAsync(new AccountRequest { OnlyExisting = true }, Cancellation);
        var changed = await client.UpdateContactsAsync(["you@example.com"], Cancellation);
        var given = await client.DeactivateAccountAsync(Cancellation);
        var refusal = await Assert.ThrowsAsync<AcmeException>(() => client.NewOrderAsync(new OrderRequest([DomainName.Parse("example.com")]), Cancellation));

        Assert.Equal(AcmeProblemType.AccountDoesNotExist, unknown.Problem!.Type);
        Assert.Equal((made.Url, true, false), (found.Url, made.Created, found.Created));
        Assert.Equal(["mailto:you@example.com"], changed.Contacts);
        Assert.Equal((AcmeAccountStatus.Deactivated, AcmeProblemType.Unauthorized), (given.Status, refusal.Problem!.Type));
    }

    [Fact]
    public async Task A_new_key_takes_the_old_ones_place()
    {
        await using var port = await Port.OpenAsync();
        var (oldKey, newKey) = (port.Key(), port.Key(AcmeKeyKind.ES384));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = port.Client(oldKey);
        var account = await client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation);

        await client.ChangeKeyAsync(newKey, Cancellation);
        var certificate = await port.IssueAsync(client, key, "example.com");
        var found = await port.Client(newKey).RegisterAsync(new AccountRequest { OnlyExisting = true }, Cancellation);
        var gone = await Assert.ThrowsAsync<AcmeException>(() => port.Client(oldKey).RegisterAsync(new AccountRequest { OnlyExisting = true }, Cancellation));

        Assert.Equal(account.Url, found.Url);
        Assert.Equal(["example.com"], Names(certificate.Chain));
        Assert.Equal(AcmeProblemType.AccountDoesNotExist, gone.Problem!.Type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_is_revoked_by_its_account_or_by_its_key(bool byAccount)
    {
        await using var port = await Port.OpenAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await port.RegisteredAsync();
        var chain = (await port.IssueAsync(client, key, "example.com")).Chain;
        using var leaf = X509Certificate2.CreateFromPem(chain.Certificates[0]);
        using var own = AcmeKey.FromPem(new Secret(key.ExportPkcs8PrivateKeyPem()));
        var stranger = await port.RegisteredAsync();

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => stranger.RevokeAsync(leaf, RevocationReason.Unspecified, null, Cancellation));
        for (var times = 0; times < 2; times++)
        {
            await (byAccount ? client : port.Client(port.Key())).RevokeAsync(leaf, RevocationReason.KeyCompromise, byAccount ? null : own, Cancellation);
        }

        Assert.Equal(AcmeProblemType.Unauthorized, refusal.Problem!.Type);
        Assert.Contains("\"Revoked\"", await port.AskAsync($"cert-status-by-serial/{leaf.SerialNumber.TrimStart('0')}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_to_another_root_is_fetched_and_found_by_its_name()
    {
        await using var port = await Port.OpenAsync("", "PEBBLE_ALTERNATE_ROOTS=1", "PEBBLE_CHAIN_LENGTH=2");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var certificate = await port.IssueAsync(await port.RegisteredAsync(), key, "example.com");

        var alternate = Assert.Single(certificate.Alternates);
        Assert.Equal(3, certificate.Chain.Certificates.Count);
        Assert.NotEqual(certificate.Chain.Root, alternate.Root);
        Assert.Same(alternate, certificate.Find(alternate.Root));
        Assert.Equal(["OK", "OK"], [await port.VerifyAsync(certificate.Chain), await port.VerifyAsync(alternate, 1)]);
    }

    [Fact]
    public async Task What_the_authority_does_not_issue_is_refused_in_its_words()
    {
        await using var port = await Port.OpenAsync(""", "domainBlocklist": ["blocked.example.com"]""");
        var client = await port.RegisteredAsync();

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => client.NewOrderAsync(new OrderRequest([DomainName.Parse("blocked.example.com")]), Cancellation));

        Assert.Equal(AcmeProblemType.RejectedIdentifier, refusal.Problem!.Type);
        Assert.Contains("choose another issuer", refusal.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authorization_is_given_up()
    {
        await using var port = await Port.OpenAsync();
        var client = await port.RegisteredAsync();
        var order = await client.NewOrderAsync(new OrderRequest([DomainName.Parse("example.com")]), Cancellation);

        await client.DeactivateAsync(order.Authorizations[0], Cancellation);

        Assert.Equal(AcmeAuthorizationStatus.Deactivated, (await client.GetAuthorizationAsync(order.Authorizations[0], Cancellation)).Status);
        Assert.Equal(AcmeOrderStatus.Invalid, (await client.GetOrderAsync(order.Url, Cancellation)).Status);
    }

    private static string[] Names(AcmeChain chain)
    {
        using var leaf = X509Certificate2.CreateFromPem(chain.Certificates[0]);
        return [.. leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().Order(StringComparer.Ordinal)];
    }
}
