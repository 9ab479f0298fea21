using Mooring.Core;

namespace Mooring.Acme.Tests.Accounts;

public sealed class AccountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_account_is_registered_and_used()
    {
        await using var berth = new Berth();

        var made = await berth.Client.RegisterAsync(new AccountRequest { AgreeTerms = true, Contacts = ["me@example.com"] }, Cancellation);
        var account = await berth.Client.GetAccountAsync(Cancellation);

        Assert.Equal((berth.Ca.Url("/account/1"), AcmeAccountStatus.Valid, true), (made.Url, made.Status, made.Created));
        Assert.Equal(made.Url, berth.Client.AccountUrl);
        Assert.Equal(["mailto:me@example.com"], account.Contacts);
        Assert.Equal(["""POST {"termsOfServiceAgreed":true,"contact":["mailto:me@example.com"]}"""], berth.Ca.Sent("/new-account"));
        Assert.Equal(["POST"], berth.Ca.Sent("/account/1"));
        Assert.All(berth.Ca.Requests, request => Assert.Equal(("mooring/test", "en"), (request.Headers["User-Agent"], request.Headers["Accept-Language"])));
    }

    [Fact]
    public async Task An_account_that_is_there_is_found_by_its_key()
    {
        await using var berth = new Berth();
        berth.Ca.On("/new-account", new FakeReply(200, """{"status":"valid"}""", Headers: $"Location: {berth.Ca.Url("/account/1")}"));

        var account = await berth.Client.RegisterAsync(new AccountRequest { OnlyExisting = true }, Cancellation);

        Assert.False(account.Created);
        Assert.Equal(["""POST {"onlyReturnExisting":true}"""], berth.Ca.Sent("/new-account"));
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_told_by_its_type()
    {
        await using var berth = new Berth();
        berth.Ca.On("/new-account", FakeCa.Problem(400, "accountDoesNotExist"));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.RegisterAsync(new AccountRequest { OnlyExisting = true }, Cancellation));

        Assert.Equal(AcmeProblemType.AccountDoesNotExist, refusal.Problem!.Type);
        Assert.Null(berth.Client.AccountUrl);
    }

    [Fact]
    public async Task Terms_that_are_not_agreed_to_are_shown_before_anything_is_asked()
    {
        await using var berth = new Berth();

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.RegisterAsync(new AccountRequest(), Cancellation));

        Assert.Contains("https://example.com/terms", refusal.Text.English, StringComparison.Ordinal);
        Assert.Contains("agree-terms", refusal.Text.Chinese, StringComparison.Ordinal);
        Assert.Empty(berth.Ca.Sent("/new-account"));
    }

    [Fact]
    public async Task A_CA_that_wants_its_own_users_is_given_the_binding()
    {
        await using var berth = new Berth();
        berth.Ca.Meta = "\"externalAccountRequired\":true";

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.RegisterAsync(new AccountRequest { AgreeTerms = true }, Cancellation));
        await berth.Client.RegisterAsync(new AccountRequest { AgreeTerms = true, ExternalBinding = new("kid-1", new Secret("c2VjcmV0")) }, Cancellation);

        Assert.Contains("eab", refusal.Text.English, StringComparison.Ordinal);
        Assert.Contains("\"externalAccountBinding\":{\"protected\":\"", Assert.Single(berth.Ca.Sent("/new-account")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_are_replaced_and_the_account_given_up()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/account/1", new FakeReply(200, """{"status":"valid","contact":[]}"""), new FakeReply(200, """{"status":"deactivated"}"""));

        await berth.Client.UpdateContactsAsync([], Cancellation);
        var account = await berth.Client.DeactivateAccountAsync(Cancellation);

        Assert.Equal(AcmeAccountStatus.Deactivated, account.Status);
        Assert.Equal(["""POST {"contact":[]}""", """POST {"status":"deactivated"}"""], berth.Ca.Sent("/account/1"));
    }

    [Fact]
    public async Task New_terms_lead_to_the_page_to_open()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", new FakeReply(
            403,
            """{"type":"urn:ietf:params:acme:error:userActionRequired","detail":"Terms have changed","instance":"https://example.com/act"}""",
            "application/problem+json",
            "Link: <https://example.com/terms/2>;rel=\"terms-of-service\""));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Berth.Example, Cancellation));

        Assert.Equal((403, "https://example.com/terms/2"), (refusal.Problem!.Status, refusal.Problem.Terms!.AbsoluteUri));
        Assert.Contains("Terms have changed (userActionRequired); open https://example.com/act", refusal.Text.English, StringComparison.Ordinal);
        Assert.False(refusal.IsPassing);
    }

    [Fact]
    public async Task What_needs_an_account_says_so_without_one()
    {
        await using var berth = new Berth();

        await Assert.ThrowsAsync<InvalidOperationException>(() => berth.Client.NewOrderAsync(Berth.Example, Cancellation));
    }
}
