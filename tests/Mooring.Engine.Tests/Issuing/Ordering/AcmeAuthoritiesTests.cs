using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;
using Mooring.Engine.Tests.Store;

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
}
