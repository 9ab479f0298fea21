namespace Mooring.Acme.Tests.Orders;

public sealed class FinalizeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_that_takes_its_time_is_waited_for_as_the_CA_asks()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/finalize", berth.Ca.Order("processing", "", "Retry-After: 3"));
        berth.Ca.On(
            "/order/1",
            berth.Ca.Order("ready"),
            berth.Ca.Order("processing", "", "Date: Thu, 01 Jan 2026 00:00:00 GMT", "Retry-After: Thu, 01 Jan 2026 00:00:07 GMT"),
            berth.Ca.Order("processing"),
            Valid(berth));

        var order = await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[] { 1, 2, 3 }, Cancellation);

        Assert.Equal((AcmeOrderStatus.Valid, berth.Ca.Url("/certificate")), (order.Status, order.Certificate!.AbsoluteUri));
        Assert.Equal(["""POST {"csr":"AQID"}"""], berth.Ca.Sent("/finalize"));
        Assert.Equal(["00:00:03", "00:00:06.5000000", "00:00:00.4000000"], berth.Clock.Pauses.Select(pause => pause.ToString()));
    }

    [Fact]
    public async Task An_order_that_is_not_ready_yet_is_waited_for()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", berth.Ca.Order("ready"), berth.Ca.Order("pending"), berth.Ca.Order("ready"));
        berth.Ca.On("/finalize", FakeCa.Problem(403, "orderNotReady"), Valid(berth));

        var order = await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[1], Cancellation);

        Assert.Equal(AcmeOrderStatus.Valid, order.Status);
        Assert.Equal(2, berth.Ca.Sent("/finalize").Length);
    }

    [Fact]
    public async Task A_lost_answer_does_not_lose_the_certificate()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", berth.Ca.Order("ready"), Valid(berth));
        berth.Ca.On("/finalize", FakeReply.Nothing, FakeCa.Problem(403, "orderNotReady"));

        var order = await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[1], Cancellation);

        Assert.Equal(AcmeOrderStatus.Valid, order.Status);
    }

    [Theory]
    [InlineData("valid", 0)]
    [InlineData("processing", 0)]
    public async Task An_order_goes_on_from_where_it_is(string status, int handedIn)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", status == "valid" ? Valid(berth) : berth.Ca.Order(status), Valid(berth));

        var order = await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[1], Cancellation);

        Assert.Equal(AcmeOrderStatus.Valid, order.Status);
        Assert.Equal(handedIn, berth.Ca.Sent("/finalize").Length);
    }

    [Theory]
    [InlineData("invalid")]
    [InlineData("deactivated")]
    public async Task An_order_that_failed_says_why(string status)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", berth.Ca.Order("pending"), berth.Ca.Order(
            status, """ "error":{"type":"urn:ietf:params:acme:error:dns","detail":"no TXT","status":400}"""));

        var failure = await Assert.ThrowsAsync<AcmeException>(async () => await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[1], Cancellation));

        Assert.Contains("no TXT (dns)", failure.Text.English, StringComparison.Ordinal);
        Assert.True(failure.IsPassing);
    }

    [Fact]
    public async Task An_order_that_is_never_done_ends_our_patience()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/finalize", berth.Ca.Order("processing"));
        berth.Ca.On("/order/1", berth.Ca.Order("ready"), berth.Ca.Order("processing", "", "Retry-After: 0"));

        var failure = await Assert.ThrowsAsync<AcmeException>(async () => await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[1], Cancellation));

        Assert.True(failure.IsPassing);
        Assert.Contains("5 min", failure.Text.English, StringComparison.Ordinal);
        Assert.InRange(berth.Clock.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.InRange(berth.Ca.Sent("/order/1").Length, 5, 25);
    }

    [Fact]
    public async Task A_CA_that_wants_more_time_than_we_have_is_not_waited_for()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/finalize", berth.Ca.Order("processing", "", "Retry-After: 86400"));

        var failure = await Assert.ThrowsAsync<AcmeException>(async () => await berth.Client.FinalizeAsync(await OrderAsync(berth), new byte[1], Cancellation));

        Assert.Equal((true, TimeSpan.FromDays(1)), (failure.IsPassing, failure.RetryAfter));
        Assert.Empty(berth.Clock.Pauses);
    }

    private static Task<AcmeOrder> OrderAsync(Berth berth) => berth.Client.GetOrderAsync(berth.Order, Cancellation);

    private static FakeReply Valid(Berth berth) => berth.Ca.Order("valid", $"\"certificate\":\"{berth.Ca.Url("/certificate")}\"");
}
