namespace Mooring.Acme.Tests.Certificates;

public sealed class DownloadTests : IDisposable
{
    private readonly TestChain chain = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_chains_are_fetched_and_one_chosen_by_its_root()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/certificate", Pem(
            TestChain.Pem(chain.Leaf, chain.IntermediateOne),
            $"Link: <{berth.Ca.Directory}>;rel=\"index\", <{berth.Ca.Url("/certificate/1")}>;rel=\"alternate\"",
            $"Link: </certificate/2>; rel=alternate, <{berth.Ca.Url("/certificate")}>;rel=\"alternate\""));
        berth.Ca.On("/certificate/1", FakeCa.Problem(404, "malformed"));
        berth.Ca.On("/certificate/2", Pem(TestChain.Pem(chain.Leaf, chain.IntermediateTwo), $"Link: <{berth.Ca.Url("/certificate")}>;rel=\"alternate\""));

        var certificate = await DownloadAsync(berth);

        Assert.Equal(TestChain.Pem(chain.Leaf, chain.IntermediateOne), certificate.Chain.Pem);
        Assert.Equal(["Middle", "Root One"], certificate.Chain.Issuers);
        Assert.Equal("Root Two", Assert.Single(certificate.Alternates).Root);
        Assert.Equal(["Root One", "Root Two", "Root One", null], new[] { "Root One", "Root Two", "Middle", "Root Three" }.Select(name => certificate.Find(name)?.Root));
        Assert.Equal(["POST"], berth.Ca.Sent("/certificate"));
        Assert.Equal("application/pem-certificate-chain", berth.Ca.Requests.Single(request => request.Path == "/certificate").Headers["Accept"]);
    }

    [Fact]
    public async Task An_alternate_of_another_certificate_is_left_out()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/certificate", Pem(TestChain.Pem(chain.Leaf, chain.IntermediateOne), $"Link: <{berth.Ca.Url("/certificate/1")}>;rel=\"alternate\""));
        berth.Ca.On("/certificate/1", Pem(TestChain.Pem(chain.IntermediateTwo)));

        Assert.Empty((await DownloadAsync(berth)).Alternates);
    }

    [Fact]
    public async Task Links_without_end_are_not_followed_without_end()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/certificate", Pem(
            TestChain.Pem(chain.Leaf), [.. Enumerable.Range(0, 200).Select(i => $"Link: <{berth.Ca.Url($"/certificate/{i}")}>;rel=\"alternate\"")]));

        await DownloadAsync(berth);

        Assert.InRange(berth.Ca.Requests.Count(request => request.Path.StartsWith("/certificate/", StringComparison.Ordinal)), 1, 8);
    }

    [Fact]
    public async Task What_holds_anything_but_certificates_is_refused()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/certificate", Pem(TestChain.Pem(chain.Leaf) + chain.Key.ExportPkcs8PrivateKeyPem()));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => DownloadAsync(berth));

        Assert.DoesNotContain("PRIVATE", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n")]
    public async Task What_is_no_chain_is_refused(string body)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/certificate", Pem(body));

        await Assert.ThrowsAsync<AcmeException>(() => DownloadAsync(berth));
    }

    [Fact]
    public async Task A_chain_without_end_is_refused()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/certificate", Pem(TestChain.Pem([.. Enumerable.Repeat(chain.Leaf, 50)])));

        await Assert.ThrowsAsync<AcmeException>(() => DownloadAsync(berth));
    }

    public void Dispose() => chain.Dispose();

    private static async Task<AcmeCertificate> DownloadAsync(Berth berth)
    {
        var order = await berth.Client.GetOrderAsync(berth.Order, Cancellation);
        return await berth.Client.DownloadAsync(await berth.Client.FinalizeAsync(order, new byte[1], Cancellation), Cancellation);
    }

    private static FakeReply Pem(string body, params string[] headers) => new(200, body, "application/pem-certificate-chain", headers);
}
