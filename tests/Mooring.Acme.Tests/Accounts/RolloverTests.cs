namespace Mooring.Acme.Tests.Accounts;

public sealed class RolloverTests : IDisposable
{
    private readonly AcmeKey next = AcmeKey.Create(AcmeKeyKind.ES384);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_keys_sign_the_change_and_the_new_one_what_follows()
    {
        await using var berth = await Berth.WithAccountAsync();

        await berth.Client.ChangeKeyAsync(next, Cancellation);

        var inner = SignedRequest.Read(Assert.Single(berth.Ca.Sent("/key-change"))["POST ".Length..]);
        Assert.True(inner.IsSignedBy(inner.Jwk!.Value));
        Assert.Equal((berth.Ca.Url("/key-change"), null), (inner.Url, inner.Nonce));
        Assert.Equal($$"""{"account":"{{berth.Client.AccountUrl}}","oldKey":{{berth.Key.Jwk}}}""", inner.Payload);
        await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetAccountAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_is_settled_by_asking_whose_key_it_is(bool changed)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/key-change", FakeReply.Nothing);
        var found = new FakeReply(200, """{"status":"valid"}""", Headers: $"Location: {berth.Ca.Url("/account/1")}");
        berth.Ca.On("/new-account", changed ? found : FakeCa.Problem(400, "accountDoesNotExist"));

        var change = berth.Client.ChangeKeyAsync(next, Cancellation);

        if (changed)
        {
            await change;
        }
        else
        {
            var failure = await Assert.ThrowsAsync<AcmeException>(() => change);
            Assert.Equal((true, false), (failure.IsPassing, failure.OutcomeUnknown));
        }

        Assert.Single(berth.Ca.Sent("/key-change"));
        Assert.Equal("""POST {"onlyReturnExisting":true}""", berth.Ca.Sent("/new-account")[^1]);
    }

    [Fact]
    public async Task A_lost_answer_that_nothing_settles_is_told_as_such()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/key-change", FakeCa.Problem(500, "serverInternal"));
        berth.Ca.On("/new-account", FakeCa.Problem(503, "serverInternal"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.ChangeKeyAsync(next, Cancellation));

        Assert.True(failure.OutcomeUnknown);
        Assert.Single(berth.Ca.Sent("/key-change"));
    }

    [Fact]
    public async Task A_key_that_another_account_has_is_refused_and_the_old_one_stays()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/key-change", FakeCa.Problem(409, "malformed"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.ChangeKeyAsync(next, Cancellation));

        Assert.False(failure.OutcomeUnknown);
        Assert.Equal(AcmeAccountStatus.Valid, (await berth.Client.GetAccountAsync(Cancellation)).Status);
    }

    public void Dispose() => next.Dispose();
}
