namespace Mooring.Acme.Tests.Authorizations;

public sealed class AuthorizationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_authorization_shows_its_challenges()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/authz/1", new FakeReply(200, $$"""
            {"status":"pending","identifier":{"type":"dns","value":"example.com"},"wildcard":true,"expires":"2026-01-08T00:00:00.123456789+08:00","challenges":[
              {"type":"http-01","url":"{{berth.Ca.Url("/http")}}","status":"pending","token":"short"},
              {"type":"dns-01","url":"{{berth.Ca.Url("/challenge")}}","status":"pending","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA"},
              {"type":"dns-persist-01","url":"{{berth.Ca.Url("/persist")}}","status":"pending","issuer-domain-names":["ca.example.com"],"accounturi":"https://ca.example.com/acct/1"}]}
            """));

        var authorization = await berth.Client.GetAuthorizationAsync(berth.Authorization, Cancellation);

        Assert.Equal(("example.com", true, AcmeAuthorizationStatus.Pending), (authorization.Domain.Value, authorization.IsWildcard, authorization.Status));
        Assert.Equal((berth.Ca.Url("/challenge"), AcmeChallengeStatus.Pending), (authorization.Dns01!.Url.AbsoluteUri, authorization.Dns01.Status));
        Assert.Equal(43, berth.Client.TxtValue(authorization.Dns01).Length);
        Assert.Equal(["ca.example.com", "https://ca.example.com/acct/1"], [.. authorization.Persist01!.IssuerDomainNames, authorization.Persist01.AccountUri!]);
        Assert.Throws<ArgumentException>(() => berth.Client.TxtValue(authorization.Persist01));
        Assert.Equal(["POST"], berth.Ca.Sent("/authz/1"));
    }

    [Fact]
    public async Task A_challenge_is_answered_and_its_check_waited_for()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On(
            "/authz/1", berth.Ca.Authorization("pending"), berth.Ca.Authorization("pending"), berth.Ca.Authorization("pending", "", "Retry-After: 2"),
            berth.Ca.Authorization("valid"));

        var challenge = (await berth.Client.GetAuthorizationAsync(berth.Authorization, Cancellation)).Dns01!;
        await berth.Client.AnswerAsync(challenge, Cancellation);
        var decided = await berth.Client.WaitAsync(berth.Authorization, Cancellation);

        Assert.Equal(AcmeAuthorizationStatus.Valid, decided.Status);
        Assert.Equal(["POST {}"], berth.Ca.Sent("/challenge"));
        Assert.Equal([0.1, 2], berth.Clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Theory]
    [InlineData("valid", true)]
    [InlineData("processing", true)]
    [InlineData("pending", false)]
    public async Task An_answer_that_the_CA_has_already_is_no_failure(string status, bool succeeds)
    {
        await using var berth = await Berth.WithAccountAsync();
        var challenge = (await berth.Client.GetAuthorizationAsync(berth.Authorization, Cancellation)).Dns01!;
        berth.Ca.On("/challenge", FakeReply.Nothing, FakeCa.Problem(400, "malformed"), new FakeReply(200, $$"""
            {"type":"dns-01","url":"{{challenge.Url}}","status":"{{status}}","token":"{{challenge.Token}}"}
            """));

        var answered = await Record.ExceptionAsync(() => berth.Client.AnswerAsync(challenge, Cancellation));

        Assert.Equal(succeeds, answered is null);
        Assert.Equal(["POST {}", "POST {}", "POST"], berth.Ca.Sent("/challenge"));
    }

    [Theory]
    [InlineData("invalid", AcmeAuthorizationStatus.Invalid)]
    [InlineData("expired", AcmeAuthorizationStatus.Expired)]
    [InlineData("revoked", AcmeAuthorizationStatus.Revoked)]
    [InlineData("deactivated", AcmeAuthorizationStatus.Deactivated)]
    [InlineData("pondering", AcmeAuthorizationStatus.Invalid)]
    public async Task A_decision_of_any_kind_ends_the_wait(string status, AcmeAuthorizationStatus expected)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/authz/1", berth.Ca.Authorization(status));

        Assert.Equal(expected, (await berth.Client.WaitAsync(berth.Authorization, Cancellation)).Status);
    }

    [Fact]
    public async Task A_check_that_failed_says_why()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/authz/1", new FakeReply(200, $$$"""
            {"status":"invalid","identifier":{"type":"dns","value":"example.com"},"challenges":[{"type":"dns-01","url":"{{{berth.Ca.Url("/challenge")}}}","status":"invalid",
             "token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA","error":{"type":"urn:ietf:params:acme:error:unauthorized","detail":"Incorrect TXT\u001b[31m record","status":403}}]}
            """));

        var decided = await berth.Client.WaitAsync(berth.Authorization, Cancellation);

        Assert.Equal("Incorrect TXT\\u001b[31m record (unauthorized)", decided.Problem!.Text.English);
        Assert.False(decided.Problem.IsPassing);
    }

    [Fact]
    public async Task An_authorization_is_given_up()
    {
        await using var berth = await Berth.WithAccountAsync();

        await berth.Client.DeactivateAsync(berth.Authorization, Cancellation);

        Assert.Equal(["""POST {"status":"deactivated"}"""], berth.Ca.Sent("/authz/1"));
    }
}
