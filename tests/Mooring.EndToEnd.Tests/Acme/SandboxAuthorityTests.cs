using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Acme;

/// <summary>The ACME client against the sandbox's CA, for what no other test server does: renewal windows that move, CAA, records that stay.</summary>
public sealed class SandboxAuthorityTests
{
    private static readonly DomainName Example = DomainName.Parse("example.com");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_CA_says_when_to_renew_and_takes_what_is_replaced_once()
    {
        await using var port = await Port.OpenSandboxAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await port.RegisteredAsync();
        using var leaf = Leaf(await port.IssueAsync(client, key, "example.com"));
        var id = CertificateId.Of(leaf)!;
        var serial = Convert.ToHexString(leaf.SerialNumberBytes.Span.TrimStart((byte)0));

        var usual = (await client.GetRenewalInfoAsync(id, Cancellation))!;
        await port.Harbour.PostAsync($"ca/certificates/{serial}", """{"window":"now"}""");
        var urgent = (await client.GetRenewalInfoAsync(id, Cancellation))!;
        var order = await client.NewOrderAsync(new OrderRequest([Example]) { Replaces = id }, Cancellation);
        await port.ProveAsync(client, order);
        await client.FinalizeAsync(order, Port.Request(key, Example), Cancellation);
        var second = await client.NewOrderAsync(new OrderRequest([Example]) { Replaces = id }, Cancellation);
        var unknown = await client.NewOrderAsync(new OrderRequest([Example]) { Replaces = "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE" }, Cancellation);

        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(usual.Start, now, usual.End);
        Assert.Equal(TimeSpan.FromHours(6), usual.RetryAfter);
        Assert.True(urgent.End <= now, $"{urgent.End} is not past");
        Assert.Equal((id, null, null), (order.Replaces, second.Replaces, unknown.Replaces));
    }

    [Fact]
    public async Task A_CAA_record_that_forbids_is_told_with_the_mend()
    {
        await using var port = await Port.OpenSandboxAsync();
        port.Harbour.Edit("example.com", records => records.Add(port.Harbour.Record(Cloud.Alidns, "@ CAA 0 issue \"other.example.net\"")));
        var client = await port.RegisteredAsync();

        var failure = await Record.ExceptionAsync(async () =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var order = await client.NewOrderAsync(new OrderRequest([Example]), Cancellation);
            var authorization = await client.GetAuthorizationAsync(order.Authorizations[0], Cancellation);
            port.Publish(Example, client.TxtValue(authorization.Dns01!));
            await client.AnswerAsync(authorization.Dns01!, Cancellation);
            await client.WaitAsync(authorization.Url, Cancellation);
            await client.FinalizeAsync(order, Port.Request(key, Example), Cancellation);
        });

        Assert.Contains("a CAA record of this name forbids this CA", Assert.IsType<AcmeException>(failure).Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_stays_proves_the_name_and_its_wildcard()
    {
        await using var port = await Port.OpenSandboxAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await port.RegisteredAsync();
        DomainName[] domains = [Example, DomainName.Parse("*.example.com")];
        var order = await client.NewOrderAsync(new OrderRequest(domains), Cancellation);
        var authorizations = await Task.WhenAll(order.Authorizations.Select(url => client.GetAuthorizationAsync(url, Cancellation)));
        var challenge = authorizations[0].Persist01!;
        var record = new PersistentRecord(challenge.IssuerDomainNames[0], challenge.AccountUri ?? client.AccountUrl!) { Wildcard = true };

        port.Harbour.Edit("example.com", records => records.Add(port.Harbour.Record(Cloud.Alidns, $"_validation-persist TXT {record}")));
        foreach (var authorization in authorizations)
        {
            await client.AnswerAsync(authorization.Persist01!, Cancellation);
            Assert.Equal(AcmeAuthorizationStatus.Valid, (await client.WaitAsync(authorization.Url, Cancellation)).Status);
        }

        var finished = await client.FinalizeAsync(order, Port.Request(key, domains), Cancellation);

        Assert.Equal(AcmeOrderStatus.Valid, finished.Status);
    }

    private static X509Certificate2 Leaf(AcmeCertificate certificate) => X509Certificate2.CreateFromPem(certificate.Chain.Certificates[0]);
}
