using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Tests.Store;

namespace Mooring.Engine.Tests.Issuing;

public sealed class AccountStoreTests : IDisposable
{
    private static readonly Uri Directory = new("https://127.0.0.1:14000/dir");
    private readonly TemporaryDirectory state = new();
    private readonly AccountStore store;

    public AccountStoreTests() => store = new AccountStore(state.Path, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => state.Dispose();

    [Fact]
    public async Task Keeps_one_key_for_each_directory_and_external_account()
    {
        var (first, second) = (CertificateKeys.Create(CertificateKeyKind.EcdsaP256), CertificateKeys.Create(CertificateKeyKind.EcdsaP256));

        await store.AddAsync(Directory, null, first, Cancellation);
        await store.AddAsync(Directory, "kid/1", second, Cancellation);

        Assert.Equal(new StoredAccount(first, null, null), await store.FindAsync(Directory, null, Cancellation));
        Assert.Equal(second, (await store.FindAsync(Directory, "kid/1", Cancellation))?.Key);
        Assert.Null(await store.FindAsync(new Uri("https://127.0.0.1:14001/dir"), null, Cancellation));
        Assert.Equal(first, (await store.AddAsync(Directory, null, second, Cancellation)).Key);
    }

    [Fact]
    public async Task A_pending_key_takes_the_place_of_the_old_one_only_when_told()
    {
        var (old, next) = (CertificateKeys.Create(CertificateKeyKind.EcdsaP256), CertificateKeys.Create(CertificateKeyKind.EcdsaP256));
        var url = new Uri("https://127.0.0.1:14000/my-account/1");
        await store.AddAsync(Directory, null, old, Cancellation);
        await store.SaveUrlAsync(Directory, null, url, Cancellation);

        await store.SavePendingKeyAsync(Directory, null, next, Cancellation);
        Assert.Equal(new StoredAccount(old, next, url), await store.FindAsync(Directory, null, Cancellation));

        await store.PromotePendingKeyAsync(Directory, null, Cancellation);
        Assert.Equal(new StoredAccount(next, null, url), await store.FindAsync(Directory, null, Cancellation));

        await store.SavePendingKeyAsync(Directory, null, old, Cancellation);
        await store.SavePendingKeyAsync(Directory, null, null, Cancellation);
        Assert.Equal(new StoredAccount(next, null, url), await store.FindAsync(Directory, null, Cancellation));
    }
}
