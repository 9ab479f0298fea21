using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Http;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Authority;

/// <summary>Our own client and the sandbox's CA, which share no code, judge each other.</summary>
public sealed class OwnClientTests : IAsyncLifetime
{
    private const string MacKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    private readonly X509Certificate2Collection roots = [];
    private Harbour harbour = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuthorityWorld Authority => harbour.World.Authority;

    private AuthoritySettings Settings { get => Authority.Settings; set => Authority.Settings = value; }

    public async ValueTask InitializeAsync()
    {
        harbour = await Harbour.OpenAsync();
        roots.ImportFromPem(harbour.Sandbox.RootPem);
    }

    public ValueTask DisposeAsync() => harbour.DisposeAsync();

    [Theory]
    [InlineData(AcmeKeyKind.ES256, RetryAfterForm.Seconds)]
    [InlineData(AcmeKeyKind.ES384, RetryAfterForm.Date)]
    [InlineData(AcmeKeyKind.RS256, RetryAfterForm.None)]
    public async Task A_whole_life_with_half_of_the_nonces_refused(AcmeKeyKind kind, RetryAfterForm form)
    {
        Settings = Settings with
        {
            NonceRejection = 0.5,
            Processing = TimeSpan.FromSeconds(1),
            RetryAfter = form,
            ExternalAccounts = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", MacKey),
        };
        using var key = AcmeKey.Create(kind);
        using var client = Client(key);
        var directory = await client.GetDirectoryAsync(Cancellation);
        var account = await client.RegisterAsync(new AccountRequest { AgreeTerms = true, ExternalBinding = new ExternalBinding("kid-1", new Secret(MacKey)) }, Cancellation);

        using var first = await IssueAsync(client, Order("example.com", "*.example.com", "www.example.net") with { Profile = "tlsserver" });
        using var next = AcmeKey.Create(AcmeKeyKind.ES256);
        await client.ChangeKeyAsync(next, Cancellation);
        using var second = await IssueAsync(client, Order("example.com", "*.example.com") with { Replaces = CertificateId.Of(first) });
        await client.RevokeAsync(second, RevocationReason.Superseded, null, Cancellation);
        var renewal = await client.GetRenewalInfoAsync(CertificateId.Of(second)!, Cancellation);
        await client.DeactivateAccountAsync(Cancellation);

        Assert.True(directory.ExternalAccountRequired);
        Assert.True(account.Created);
        Assert.Equal(["classic", "shortlived", "tlsserver"], directory.Profiles.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.FromDays(45), first.NotAfter - first.NotBefore);
        Assert.Equal(Authority.Certificates.All[0].Serial, Authority.Certificates.All[1].Replaces);
        Assert.True(renewal!.End < TimeProvider.System.GetUtcNow());
        Assert.NotNull(renewal.ExplanationUrl);
    }

    [Fact]
    public async Task A_certificate_that_was_replaced_already_is_ordered_without_that_claim()
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = await RegisteredAsync(key);
        using var first = await IssueAsync(client, Order("www.example.com"));
        using var second = await IssueAsync(client, Order("www.example.com") with { Replaces = CertificateId.Of(first) });

        using var third = await IssueAsync(client, Order("www.example.com") with { Replaces = CertificateId.Of(first) });

        Assert.Equal([null, Authority.Certificates.All[0].Serial, null], Authority.Certificates.All.Select(certificate => certificate.Replaces));
    }

    [Fact]
    public async Task Both_chains_are_fetched_and_found_by_their_root()
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = await RegisteredAsync(key);
        var order = await ReadyAsync(client, Order("www.example.com"));

        var certificate = await client.DownloadAsync(await FinalizeAsync(client, order, Order("www.example.com")), Cancellation);

        Assert.Equal(2, certificate.Chain.Certificates.Count);
        Assert.Single(certificate.Alternates);
        Assert.Same(certificate.Alternates[0], certificate.Find("Mooring sandbox alternate root"));
    }

    [Fact]
    public async Task A_limit_is_told_with_the_time_to_come_again()
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = await RegisteredAsync(key);
        Settings = Settings with { RateLimits = new AuthorityLimits(NewOrders: new AuthorityRate(1, TimeSpan.FromHours(1))) };
        await client.NewOrderAsync(Order("a.example.com"), Cancellation);

        var refused = await Assert.ThrowsAsync<AcmeException>(() => client.NewOrderAsync(Order("b.example.com"), Cancellation));

        Assert.Equal(AcmeProblemType.RateLimited, refused.Problem?.Type);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task Each_name_that_could_not_be_validated_is_told()
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = await RegisteredAsync(key);
        var order = await client.NewOrderAsync(Order("a.example.com", "b.example.com"), Cancellation);
        foreach (var url in order.Authorizations)
        {
            await client.AnswerAsync((await client.GetAuthorizationAsync(url, Cancellation)).Dns01!, Cancellation);
            Assert.Equal(AcmeProblemType.Dns, (await client.WaitAsync(url, Cancellation)).Problem?.Type);
        }

        var failed = await client.GetOrderAsync(order.Url, Cancellation);

        Assert.Equal(AcmeOrderStatus.Invalid, failed.Status);
        Assert.Equal(["a.example.com", "b.example.com"], failed.Problem!.Subproblems.Select(problem => problem.Identifier));
    }

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("*.example.com")]
    public async Task A_lasting_record_as_it_is_printed_proves_a_name(string name)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = await RegisteredAsync(key);
        var order = await client.NewOrderAsync(Order(name), Cancellation);
        var authorization = await client.GetAuthorizationAsync(order.Authorizations[0], Cancellation);
        var record = new PersistentRecord(authorization.Persist01!.IssuerDomainNames[0], client.AccountUrl!) { Wildcard = authorization.IsWildcard };
        var relative = PersistentRecord.NameFor(authorization.Domain).Value[..^".example.com".Length];
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, $"{relative} TXT {record}")));

        await client.AnswerAsync(authorization.Persist01, Cancellation);

        Assert.Equal(AcmeAuthorizationStatus.Valid, (await client.WaitAsync(order.Authorizations[0], Cancellation)).Status);
    }

    [Theory]
    [InlineData(AuthorityMode.Unreachable)]
    [InlineData(AuthorityMode.Error)]
    [InlineData(AuthorityMode.Wrong)]
    public async Task A_CA_out_of_order_is_an_error_in_words(AuthorityMode mode)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = await RegisteredAsync(key);
        Settings = Settings with { Mode = mode, RetryAfter = RetryAfterForm.None };

        var error = await Assert.ThrowsAsync<AcmeException>(() => client.NewOrderAsync(Order("www.example.com"), Cancellation));

        Assert.NotEmpty(error.Text.English);
        Assert.NotEmpty(error.Text.Chinese);
    }

    private static OrderRequest Order(params string[] names) => new([.. names.Select(DomainName.Parse)]);

    private AcmeClient Client(AcmeKey key) => new(
        new AcmeClientOptions
        {
            Directory = new Uri(AcmePeer.Directory(harbour)),
            UserAgent = "mooring/test",
            Connections = new HttpConnectionOptions { RootCertificates = roots },
        },
        key,
        TimeProvider.System);

    private async Task<AcmeClient> RegisteredAsync(AcmeKey key)
    {
        var client = Client(key);
        await client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation);
        return client;
    }

    private async Task<AcmeOrder> ReadyAsync(AcmeClient client, OrderRequest request)
    {
        var order = await client.NewOrderAsync(request, Cancellation);
        foreach (var url in order.Authorizations)
        {
            var authorization = await client.GetAuthorizationAsync(url, Cancellation);
            var (zone, value) = (string.Join('.', authorization.Domain.Labels[^2..]), client.TxtValue(authorization.Dns01!));
            var owner = DomainName.Parse($"_acme-challenge.{authorization.Domain}").RelativeTo(DomainName.Parse(zone));
            harbour.Edit(zone, records => records.Add(harbour.Record(zone == "example.com" ? Cloud.Alidns : Cloud.Dnspod, $"{owner} TXT {value}")));
            await client.AnswerAsync(authorization.Dns01!, Cancellation);
            Assert.Equal(AcmeAuthorizationStatus.Valid, (await client.WaitAsync(url, Cancellation)).Status);
        }

        return await client.GetOrderAsync(order.Url, Cancellation);
    }

    private static async Task<AcmeOrder> FinalizeAsync(AcmeClient client, AcmeOrder order, OrderRequest request)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var domain in request.Domains)
        {
            names.AddDnsName(domain.Value);
        }

        csr.CertificateExtensions.Add(names.Build());
        return await client.FinalizeAsync(order, csr.CreateSigningRequest(), Cancellation);
    }

    private async Task<X509Certificate2> IssueAsync(AcmeClient client, OrderRequest request)
    {
        var order = await FinalizeAsync(client, await ReadyAsync(client, request), request);
        return X509Certificate2.CreateFromPem((await client.DownloadAsync(order, Cancellation)).Chain.Certificates[0]);
    }
}
