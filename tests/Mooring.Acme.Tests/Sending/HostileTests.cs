using Mooring.Http;
using Mooring.Testing;

namespace Mooring.Acme.Tests.Sending;

/// <summary>A CA, or something in its place, that does what none should.</summary>
public sealed class HostileTests
{
    private const string Identifiers = """[{"type":"dns","value":"example.com"}]""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> BrokenOrders => new(
        "",
        "null",
        "[]",
        "{",
        "<html>",
        """{"status":"ready"}""",
        $$"""{"status":1,"identifiers":{{Identifiers}},"authorizations":[],"finalize":"https://ca.example.com/"}""",
        $$"""{"status":null,"identifiers":{{Identifiers}},"authorizations":[],"finalize":"https://ca.example.com/"}""",
        $$"""{"status":"ready","identifiers":[null],"authorizations":[],"finalize":"https://ca.example.com/"}""",
        """{"status":"ready","identifiers":[{"type":"ip","value":"192.0.2.1"}],"authorizations":[],"finalize":"https://ca.example.com/"}""",
        """{"status":"ready","identifiers":[{"type":"dns","value":"a b"}],"authorizations":[],"finalize":"https://ca.example.com/"}""",
        """{"status":"ready","identifiers":[{"type":"dns","value":"\ud800"}],"authorizations":[],"finalize":"https://ca.example.com/"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":"none","finalize":"https://ca.example.com/"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":["/relative"],"finalize":"https://ca.example.com/"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":[],"finalize":"http://192.0.2.1/"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":[],"finalize":"https://user:password@ca.example.com/"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":[],"finalize":"file:///etc/passwd"}""",
        $$"""{"status":"valid","identifiers":{{Identifiers}},"authorizations":[],"finalize":"https://ca.example.com/"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":[],"finalize":"https://ca.example.com/","expires":"tomorrow"}""",
        $$"""{"status":"ready","identifiers":{{Identifiers}},"authorizations":[],"finalize":"https://ca.example.com/","deep":{{new string('[', 5000)}}{{new string(']', 5000)}}}""");

    public static TheoryData<string> BrokenChallenges => new(
        "null",
        """{"type":"dns-01","status":"pending","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ"}""",
        """{"type":"dns-01","url":"https://ca.example.com/","status":"pending"}""",
        """{"type":"dns-01","url":"https://ca.example.com/","status":"pending","token":"short"}""",
        """{"type":"dns-01","url":"https://ca.example.com/","status":"pending","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ\"; drop"}""");

    [Theory]
    [MemberData(nameof(BrokenOrders))]
    public async Task An_order_that_is_none_is_refused(string body)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", new FakeReply(200, body));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetOrderAsync(berth.Order, Cancellation));

        Assert.StartsWith("reading the order at ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BrokenChallenges))]
    public async Task A_challenge_that_is_none_is_refused(string challenge)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/authz/1", new FakeReply(200, $$"""{"status":"pending","identifier":{"type":"dns","value":"example.com"},"challenges":[{{challenge}}]}"""));

        await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetAuthorizationAsync(berth.Authorization, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","issuer-domain-names":[]""")]
    [InlineData(""","issuer-domain-names":[null]""")]
    [InlineData(""","issuer-domain-names":["a; accounturi=https://evil.example.com/"]""")]
    public async Task A_lasting_record_that_cannot_be_is_passed_over_for_the_proof_beside_it(string issuers)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/authz/1", new FakeReply(200, $$"""
            {"status":"pending","identifier":{"type":"dns","value":"example.com"},"challenges":[
              {"type":"dns-persist-01","url":"https://ca.example.com/","status":"pending"{{issuers}}},
              {"type":"dns-01","url":"{{berth.Ca.Url("/challenge")}}","status":"pending","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA"}]}
            """));

        var authorization = await berth.Client.GetAuthorizationAsync(berth.Authorization, Cancellation);

        Assert.NotNull(authorization.Dns01);
        Assert.Null(authorization.Persist01);
    }

    [Fact]
    public async Task An_order_for_other_names_is_refused()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", new FakeReply(
            201,
            berth.Ca.Order("pending").Body.Replace("example.com", "example.net", StringComparison.Ordinal),
            Headers: $"Location: {berth.Order}"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Berth.Example, Cancellation));

        Assert.Contains("other names", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"caaIdentities\":[null]", false)]
    [InlineData("\"profiles\":{\"a\":null}", true)]
    [InlineData("\"profiles\":[]", false)]
    [InlineData("\"website\":\"javascript:alert(1)\"", true)]
    public async Task A_directory_says_nothing_that_is_not_there(string meta, bool isRead)
    {
        await using var berth = new Berth();
        berth.Ca.Meta = meta;

        var failure = await Record.ExceptionAsync(() => berth.Client.GetDirectoryAsync(Cancellation));

        Assert.Equal(isRead, failure is null);
        Assert.Null(isRead ? (await berth.Client.GetDirectoryAsync(Cancellation)).Website : null);
    }

    [Fact]
    public async Task A_login_page_is_told_as_such()
    {
        await using var berth = new Berth();
        berth.Ca.On("/directory", new FakeReply(200, "<html>", "text/html; charset=utf-8"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetDirectoryAsync(Cancellation));

        Assert.Contains("a web page (HTTP 200)", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_told_and_not_followed()
    {
        await using var berth = new Berth();
        berth.Ca.On("/directory", new FakeReply(302, Headers: $"Location: {berth.Ca.Url("/elsewhere")}"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetDirectoryAsync(Cancellation));

        Assert.Contains("redirect", failure.Text.English, StringComparison.Ordinal);
        Assert.Equal(["/directory"], berth.Ca.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("Content-Length: 99999999\r\n")]
    [InlineData("")]
    public async Task A_body_without_end_is_not_read_to_its_end(string length)
    {
        await using var berth = new Berth();
        berth.Ca.On("/directory", new FakeReply(200) { Raw = [.. System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{length}\r\n"), .. new byte[3 * 1024 * 1024]] });

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetDirectoryAsync(Cancellation));

        Assert.Contains("longer than 1048576 bytes", failure.Text.English, StringComparison.Ordinal);
        Assert.Single(berth.Ca.Requests);
    }

    [Fact]
    public async Task A_CA_that_says_nothing_is_not_waited_for_without_end()
    {
        await using var silent = new LoopbackListener((_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        var limits = new AcmeLimits { CallTime = TimeSpan.FromMilliseconds(50), Retry = new RetryOptions { Attempts = 1 } };
        using var client = new AcmeClient(new AcmeClientOptions { Directory = new Uri($"http://{silent.Address}/"), Limits = limits }, key, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<AcmeException>(() => client.GetDirectoryAsync(Cancellation));

        Assert.True(failure.IsPassing);
    }

    [Fact]
    public async Task A_problem_that_is_none_is_told_by_its_status()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", new FakeReply(403, """{"type":["x"],"subproblems":{}}""", "application/problem+json"));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetOrderAsync(berth.Order, Cancellation));

        Assert.Null(failure.Problem);
        Assert.Contains("403", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_CAs_words_are_cut_and_made_visible()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/order/1", FakeCa.Problem(403, "unauthorized", "\\u001b]0;owned\\u0007" + new string('x', 100_000)));

        var failure = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.GetOrderAsync(berth.Order, Cancellation));

        Assert.DoesNotContain(failure.Text.English, char.IsControl);
        Assert.InRange(failure.Text.English.Length, 1_000, 2_000);
    }

    [Theory]
    [InlineData("http://192.0.2.1/directory")]
    [InlineData("ftp://ca.example.com/")]
    [InlineData("https://user@ca.example.com/")]
    [InlineData("/directory")]
    public void A_directory_without_TLS_beyond_this_machine_is_refused(string address)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);

        Assert.Throws<ArgumentException>(() => new AcmeClient(new AcmeClientOptions { Directory = new Uri(address, UriKind.RelativeOrAbsolute) }, key, TimeProvider.System));
    }
}
