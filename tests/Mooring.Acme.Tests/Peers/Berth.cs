using Mooring.Core.Names;

namespace Mooring.Acme.Tests;

/// <summary>A CA and a client of it, on a clock where pauses take no time.</summary>
public sealed class Berth : IAsyncDisposable
{
    /// <param name="change">Changes the client's options.</param>
    public Berth(Func<AcmeClientOptions, AcmeClientOptions>? change = null)
    {
        var options = new AcmeClientOptions { Directory = Ca.Directory, UserAgent = "mooring/test", Random = () => 0.5 };
        Client = new AcmeClient(change?.Invoke(options) ?? options, Key, Clock);
    }

    public FakeCa Ca { get; } = new();

    public PauseClock Clock { get; } = new();

    public AcmeKey Key { get; } = AcmeKey.Create(AcmeKeyKind.ES256);

    public AcmeClient Client { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static OrderRequest Example { get; } = new([DomainName.Parse("example.com")]);

    public Uri Order => new(Ca.Url("/order/1"));

    public Uri Authorization => new(Ca.Url("/authz/1"));

    /// <summary>With an account.</summary>
    public static async Task<Berth> WithAccountAsync(Func<AcmeClientOptions, AcmeClientOptions>? change = null)
    {
        var berth = new Berth(change);
        await berth.Client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation);
        return berth;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Ca.DisposeAsync();
        Key.Dispose();
    }
}
