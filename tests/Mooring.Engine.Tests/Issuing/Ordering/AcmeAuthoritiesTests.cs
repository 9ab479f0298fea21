using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;
using Mooring.Engine.Tests.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>Accounts as they are opened.</summary>
public sealed class AcmeAuthoritiesTests : IDisposable
{
    private readonly TemporaryDirectory state = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => state.Dispose();

    [Fact]
    public async Task A_damaged_account_key_is_named_with_its_file()
    {
        var accounts = new AccountStore(state.Path, TimeProvider.System);
        var issuer = new Issuer("first", new Uri("https://127.0.0.1:1/directory"));
        await accounts.AddAsync(issuer.Directory, null, new Secret("-----BEGIN"), Cancellation);

        var failure = await Assert.ThrowsAsync<IssuanceException>(
            () => new AcmeAuthorities(accounts, new InMemoryStateStore(), "mooring", TimeProvider.System).OpenAsync(issuer, Cancellation));

        Assert.True(failure.IsOfAuthority);
        Assert.Contains(accounts.PathOf(issuer.Directory, null), failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_the_authority_has_forgotten_is_registered_once_more()
    {
        // Given an account of before, and an authority that has lost all of them
        await using var server = new HookServer();
        var root = new Uri(new Uri(server.Url), "/").AbsoluteUri;
        var registered = 0;
        server.Answers = request => (request.Split(' ')[1], registered) switch
        {
            ("/directory", _) => Reply(200, "", $$"""{"newNonce":"{{root}}nonce","newAccount":"{{root}}account","newOrder":"{{root}}order"}"""),
            ("/nonce", _) => Reply(200, "", ""),
            ("/account", _) => Reply(201, $"Location: {root}acct/{++registered}\r\n", """{"status":"valid"}"""),
            (_, 0) => Reply(400, "", """{"type":"urn:ietf:params:acme:error:accountDoesNotExist","detail":"who are you?"}"""),
            _ => Reply(201, $"Location: {root}order/1\r\n", $$"""{"status":"pending","identifiers":[{"type":"dns","value":"example.com"}],"authorizations":["{{root}}authz"],"finalize":"{{root}}finalize"}"""),
        };
        var accounts = new AccountStore(state.Path, TimeProvider.System);
        var issuer = new Issuer("first", new Uri($"{root}directory"));
        await accounts.AddAsync(issuer.Directory, null, CertificateKeys.Create(CertificateKeyKind.EcdsaP256), Cancellation);
        await accounts.SaveUrlAsync(issuer.Directory, null, new Uri($"{root}acct/before"), Cancellation);

        using var authority = await new AcmeAuthorities(accounts, new InMemoryStateStore(), "mooring", TimeProvider.System).OpenAsync(issuer, Cancellation);
        var order = await authority.NewOrderAsync(new OrderRequest([DomainName.Parse("example.com")]), Cancellation);

        Assert.Equal($"{root}order/1", order.Url.AbsoluteUri);
        Assert.Equal($"{root}acct/1", authority.Account);
        Assert.Equal($"{root}acct/1", (await accounts.FindAsync(issuer.Directory, null, Cancellation))?.Url?.AbsoluteUri);
    }

    private static string Reply(int status, string headers, string body) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {(status < 400 ? "application/json" : "application/problem+json")}\r\nReplay-Nonce: bm9uY2U\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";
}
