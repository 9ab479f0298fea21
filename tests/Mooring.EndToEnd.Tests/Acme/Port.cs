using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Http;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Acme;

/// <summary>A CA that refuses every second nonce and looks up challenges at a sandbox's name server; and clients of it.</summary>
internal sealed class Port : IAsyncDisposable
{
    private readonly Pebble? pebble;
    private readonly X509Certificate2 root;
    private readonly Uri directory;
    private readonly List<IDisposable> toDispose = [];

    private Port(Harbour harbour, Pebble? pebble, string directory, string rootFile)
    {
        Harbour = harbour;
        this.pebble = pebble;
        this.directory = new Uri(directory);
        root = X509CertificateLoader.LoadCertificateFromFile(rootFile);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The sandbox.</summary>
    public Harbour Harbour { get; }

    /// <summary>Opens the sandbox's own CA.</summary>
    public static async Task<Port> OpenSandboxAsync()
    {
        var opened = await Harbour.OpenAsync();
        await opened.PutAsync("ca", """{"nonceRejection":0.5}""");
        return new Port(opened, null, $"https://127.0.0.1:{opened.Sandbox.Ports.Ca}/directory", Path.Combine(opened.Directory, "root.pem"));
    }

    /// <summary>Opens Pebble; the test is skipped where it is not installed.</summary>
    public static async Task<Port> OpenAsync(string settings = "", params string[] variables)
    {
        var opened = await Harbour.OpenAsync();
        var started = await Pebble.StartAsync(opened.Directory, opened.Sandbox.Ports.Dns, nonceRejection: 50, settings, variables);
        if (started is null)
        {
            await opened.DisposeAsync();
            Assert.SkipUnless(PeerProgram.MustBeThere, Pebble.Missing);
            Assert.Fail(Pebble.Missing);
        }

        return new Port(opened, started, started.Directory, started.Roots);
    }

    /// <summary>A client with this key, without an account.</summary>
    public AcmeClient Client(AcmeKey key)
    {
        var options = new AcmeClientOptions
        {
            Directory = directory,
            Connections = new HttpConnectionOptions { RootCertificates = [root] },
        };
        return Keep(new AcmeClient(options, key, TimeProvider.System));
    }

    /// <summary>A client with a new account of a new key.</summary>
    public async Task<AcmeClient> RegisteredAsync(AcmeKeyKind kind = AcmeKeyKind.ES256)
    {
        var client = Client(Key(kind));
        await client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation);
        return client;
    }

    public AcmeKey Key(AcmeKeyKind kind = AcmeKeyKind.ES256) => Keep(AcmeKey.Create(kind));

    /// <summary>Has these values be all that stands at a name's <c>_acme-challenge</c> in the zone <c>example.com</c>.</summary>
    public void Publish(DomainName domain, params string[] values)
    {
        var owner = DomainName.Parse($"_acme-challenge.{domain}").RelativeTo(DomainName.Parse("example.com"));
        Harbour.Edit("example.com", records => [
            .. records.Where(record => record.Name != owner),
            .. values.Select(value => Harbour.Record(Cloud.Alidns, $"{owner} TXT {value}"))]);
    }

    /// <summary>Proves all names of an order, each in its turn of publishing, answering and waiting.</summary>
    public async Task ProveAsync(AcmeClient client, AcmeOrder order)
    {
        var authorizations = await Task.WhenAll(order.Authorizations.Select(url => client.GetAuthorizationAsync(url, Cancellation)));
        foreach (var name in authorizations.GroupBy(authorization => authorization.Domain))
        {
            Publish(name.Key, [.. name.Select(authorization => client.TxtValue(authorization.Dns01!))]);
        }

        await Task.WhenAll(authorizations.Select(authorization => client.AnswerAsync(authorization.Dns01!, Cancellation)));
        var decided = await Task.WhenAll(order.Authorizations.Select(url => client.WaitAsync(url, Cancellation)));
        Assert.All(decided, authorization => Assert.Equal((AcmeAuthorizationStatus.Valid, null), (authorization.Status, authorization.Problem?.Detail)));
    }

    /// <summary>The whole way to a certificate.</summary>
    public async Task<AcmeCertificate> IssueAsync(AcmeClient client, AsymmetricAlgorithm key, params string[] names)
    {
        DomainName[] domains = [.. names.Select(DomainName.Parse)];
        var order = await client.NewOrderAsync(new OrderRequest(domains), Cancellation);
        await ProveAsync(client, order);
        return await client.DownloadAsync(await client.FinalizeAsync(order, Request(key, domains), Cancellation), Cancellation);
    }

    /// <summary>A certificate request for these names.</summary>
    public static byte[] Request(AsymmetricAlgorithm key, params DomainName[] domains)
    {
        var name = new X500DistinguishedName("");
        var request = key is ECDsa curve
            ? new CertificateRequest(name, curve, HashAlgorithmName.SHA256)
            : new CertificateRequest(name, (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        Array.ForEach(domains, domain => alternatives.AddDnsName(domain.Value));
        request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSigningRequest();
    }

    /// <summary>What openssl says of a chain under the authority's root of that number: "OK" when it is in order.</summary>
    public async Task<string> VerifyAsync(AcmeChain chain, int number = 0)
    {
        var openssl = new PeerProgram("openssl", "openssl");
        var files = Harbour.Directory;
        await File.WriteAllTextAsync(Path.Combine(files, "issuing-root.pem"), await AskAsync($"roots/{number}"), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(files, "leaf.pem"), chain.Certificates[0], Cancellation);
        await File.WriteAllTextAsync(Path.Combine(files, "middle.pem"), string.Concat(chain.Certificates.Skip(1)), Cancellation);
        var verdict = await openssl.RunAsync(
            ["verify", "-CAfile", $"{files}/issuing-root.pem", "-untrusted", $"{files}/middle.pem", $"{files}/leaf.pem"], Cancellation);
        Assert.SkipWhen(verdict is null && !PeerProgram.MustBeThere, openssl.Missing);
        Assert.NotNull(verdict);
        return verdict.ExitCode == 0 ? verdict.Output.Trim().Split(' ')[^1] : verdict.Errors;
    }

    /// <summary>What the authority's management interface says of one thing.</summary>
    public async Task<string> AskAsync(string path)
    {
        using var http = new HttpClient(HttpConnections.Create(new HttpConnectionOptions { RootCertificates = [root] }, TimeProvider.System));
        return await http.GetStringAsync(new Uri($"{pebble!.Management}/{path}"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        toDispose.ForEach(item => item.Dispose());
        await (pebble?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Harbour.DisposeAsync();
        root.Dispose();
    }

    private T Keep<T>(T item)
        where T : IDisposable
    {
        toDispose.Add(item);
        return item;
    }
}
