namespace Mooring.Acme.Tests.Accounts;

public sealed class BindingServiceTests
{
    private const string Mac = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Credentials_are_made_for_the_mail_address()
    {
        FakeRequest? asked = null;
        await using var http = new FakeHttp(request =>
        {
            asked = request;
            return new FakeReply(200, $$"""{"success":true,"eab_kid":"kid-1","eab_hmac_key":"{{Mac}}"}""");
        });

        var binding = await FetchAsync(http);

        Assert.Equal("kid-1", binding.KeyId);
        Assert.Equal(("POST", "/eab", "email=me%2Bca%40example.com"), (asked!.Method, asked.Path, asked.Body));
        Assert.Equal(("application/x-www-form-urlencoded", "mooring/test"), (asked.Headers["Content-Type"], asked.Headers["User-Agent"]));
        Assert.DoesNotContain(Mac, binding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"success":0,"error":{"code":2900,"type":"missing_email"}}""", "missing_email")]
    [InlineData(400, """{"success":false,"error":{"code":2901,"type":"invalid_email\u001b[2J"}}""", @"invalid_email\u001b[2J")]
    [InlineData(200, """{"success":true,"eab_kid":"kid-1","eab_hmac_key":"no base64!"}""", "holds no credentials")]
    [InlineData(200, """{"success":true}""", "holds no credentials")]
    [InlineData(200, "<html>log in here</html>", "holds no credentials")]
    [InlineData(200, "null", "holds no credentials")]
    [InlineData(503, "{}", "HTTP 503")]
    public async Task What_holds_none_is_told_without_showing_it(int status, string body, string why)
    {
        await using var http = new FakeHttp(_ => new FakeReply(status, body));

        var refused = await Assert.ThrowsAsync<AcmeException>(() => FetchAsync(http));

        Assert.Contains(why, refused.Text.English, StringComparison.Ordinal);
        Assert.Equal(status == 503, refused.IsPassing);
        Assert.DoesNotContain("kid-1", refused.Text.English + refused.Text.Chinese, StringComparison.Ordinal);
        Assert.Equal(status != 503, refused.Text.English.Contains("set them as the issuer's eab", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_that_passes()
    {
        var http = new FakeHttp(_ => FakeReply.Nothing);
        var address = http.Root;
        await http.DisposeAsync();

        var refused = await Assert.ThrowsAsync<AcmeException>(() => FetchAsync(address));

        Assert.True(refused.IsPassing);
        Assert.StartsWith("getting credentials for an external account at 127.0.0.1:", refused.Text.English, StringComparison.Ordinal);
    }

    private static Task<ExternalBinding> FetchAsync(FakeHttp http) => FetchAsync(http.Root);

    private static Task<ExternalBinding> FetchAsync(string root) => BindingService.FetchAsync(
        new Uri($"{root}/eab"), "me+ca@example.com", new AcmeClientOptions { Directory = new Uri($"{root}/directory"), UserAgent = "mooring/test" }, TimeProvider.System, Cancellation);
}
