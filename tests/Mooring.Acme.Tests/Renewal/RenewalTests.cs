using Mooring.Acme.Tests.Certificates;

namespace Mooring.Acme.Tests.Renewal;

public sealed class RenewalTests : IDisposable
{
    private readonly TestChain chain = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_id_is_that_of_the_RFCs_example() => Assert.Equal("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE", CertificateId.Of(chain.Leaf));

    [Fact]
    public void So_is_that_of_a_serial_without_a_leading_zero()
    {
        using var leaf = chain.Issue(Convert.FromHexString("2c4b97f99703a17e"), Convert.FromHexString("16f823563dce5945d72eeccee695284552989026"));

        Assert.Equal("FvgjVj3OWUXXLuzO5pUoRVKYkCY.LEuX-ZcDoX4", CertificateId.Of(leaf));
    }

    [Fact]
    public void A_certificate_that_names_no_issuers_key_has_no_id()
    {
        using var leaf = chain.Issue([1], null);

        Assert.Null(CertificateId.Of(leaf));
    }

    [Theory]
    [InlineData("Retry-After: 21600", 21_600)]
    [InlineData("Retry-After: 1", 60)]
    [InlineData("Retry-After: 999999", 86_400)]
    [InlineData("Server: x", 21_600)]
    public async Task The_window_is_told_without_an_account(string header, int retryAfter)
    {
        await using var berth = new Berth();
        berth.Ca.On("/renewal/a.b", new FakeReply(200, """
            {"suggestedWindow":{"start":"2026-01-02T04:00:00Z","end":"2026-01-03T04:00:00Z"},"explanationURL":"https://example.com/why"}
            """, Headers: header));

        var info = (await berth.Client.GetRenewalInfoAsync("a.b", Cancellation))!;

        Assert.Equal((2, 3, "https://example.com/why"), (info.Start.Day, info.End.Day, info.ExplanationUrl!.AbsoluteUri));
        Assert.Equal(TimeSpan.FromSeconds(retryAfter), info.RetryAfter);
        Assert.Equal(["GET"], berth.Ca.Sent("/renewal/a.b"));
    }

    [Fact]
    public async Task A_CA_without_renewal_information_gives_none()
    {
        await using var berth = new Berth();
        berth.Ca.On("/directory", new FakeReply(200, $$"""
            {"newNonce":"{{berth.Ca.Url("/n")}}","newAccount":"{{berth.Ca.Url("/a")}}","newOrder":"{{berth.Ca.Url("/o")}}"}
            """));

        Assert.Null(await berth.Client.GetRenewalInfoAsync("a.b", Cancellation));
        Assert.False((await berth.Client.GetDirectoryAsync(Cancellation)).HasRenewalInfo);
    }

    [Theory]
    [InlineData("""{"suggestedWindow":{"start":"2026-01-03T04:00:00Z","end":"2026-01-02T04:00:00Z"}}""")]
    [InlineData("""{"suggestedWindow":{"start":"2026-01-03T04:00:00Z","end":"2026-01-03T04:00:00Z"}}""")]
    [InlineData("""{"suggestedWindow":{"start":"soon","end":"later"}}""")]
    [InlineData("""{"suggestedWindow":null}""")]
    [InlineData("{}")]
    public async Task A_window_that_is_none_is_an_error_to_be_passed_over(string body)
    {
        await using var berth = new Berth();
        berth.Ca.On("/renewal/a.b", new FakeReply(200, body));

        await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetRenewalInfoAsync("a.b", Cancellation));
    }

    public void Dispose() => chain.Dispose();
}
