namespace Mooring.Acme.Tests.Sending;

public sealed class RepeatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nonces_are_taken_from_answers_and_fetched_only_once()
    {
        await using var berth = await Berth.WithAccountAsync();

        await berth.Client.NewOrderAsync(Berth.Example, Cancellation);
        await berth.Client.GetOrderAsync(berth.Order, Cancellation);

        Assert.Equal(["HEAD"], berth.Ca.Sent("/new-nonce"));
    }

    [Fact]
    public async Task A_hundred_requests_at_once_do_not_ask_for_a_hundred_nonces()
    {
        await using var berth = await Berth.WithAccountAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => berth.Client.GetAuthorizationAsync(berth.Authorization, Cancellation)));

        Assert.Equal(100, berth.Ca.Sent("/authz/1").Length);
        Assert.InRange(berth.Ca.Sent("/new-nonce").Length, 1, 8);
    }

    [Fact]
    public async Task A_refused_nonce_is_replaced_at_once_and_more_than_once()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", [.. Enumerable.Repeat(FakeCa.Problem(400, "badNonce"), 12), berth.Ca.Order("ready")]);

        await berth.Client.GetOrderAsync(berth.Order, Cancellation);

        Assert.Equal(13, berth.Ca.Sent("/order/1").Length);
        Assert.Empty(berth.Clock.Pauses);
    }

    [Fact]
    public async Task Nonces_refused_for_ever_end_it()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", FakeCa.Problem(400, "badNonce"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetOrderAsync(berth.Order, Cancellation));

        Assert.Equal((AcmeProblemType.BadNonce, true), (failure.Problem!.Type, failure.IsPassing));
        Assert.Equal(new AcmeLimits().NonceAttempts, berth.Ca.Sent("/order/1").Length);
    }

    [Fact]
    public async Task A_CA_without_nonces_is_no_CA()
    {
        await using var berth = new Berth();
        berth.Ca.On("/new-nonce", new FakeReply(200, Headers: "Replay-Nonce: not a nonce"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation));

        Assert.StartsWith("registering an account at ", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("Replay-Nonce", failure.Text.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "serverInternal", "Server: x", new[] { 0.25 })]
    [InlineData(503, "serverInternal", "Retry-After: 2", new[] { 2.125 })]
    [InlineData(429, "rateLimited", "Retry-After: 3", new[] { 3.125 })]
    public async Task What_passes_is_asked_again_after_a_pause(int status, string type, string header, double[] pauses)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", FakeCa.Problem(status, type, headers: header), berth.Ca.Order("ready"));

        await berth.Client.GetOrderAsync(berth.Order, Cancellation);

        Assert.Equal(pauses, berth.Clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Theory]
    [InlineData("Server: x", null)]
    [InlineData("Retry-After: 3600", 3600)]
    public async Task A_limit_of_the_CA_is_told_and_not_waited_out(string header, int? seconds)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", FakeCa.Problem(429, "rateLimited", "too many certificates", header));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Berth.Example, Cancellation));

        Assert.Single(berth.Ca.Sent("/new-order"));
        Assert.Equal((true, seconds), (failure.IsPassing, (int?)failure.RetryAfter?.TotalSeconds));
        Assert.Contains($"ordering a certificate for example.com at {berth.Ca.Directory.Authority}: too many certificates (rateLimited)", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CA_that_hangs_up_for_good_is_given_up()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", FakeReply.Nothing);

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetOrderAsync(berth.Order, Cancellation));

        Assert.Equal((true, null), (failure.IsPassing, failure.Problem));
        Assert.Equal(5, berth.Ca.Sent("/order/1").Length);
    }
}
