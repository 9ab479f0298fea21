using Mooring.Core.Names;

namespace Mooring.Acme.Tests.Orders;

public sealed class OrderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_names_its_domains_as_A_labels_and_each_once()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", new FakeReply(201, $$"""
            {"status":"pending","expires":"2026-01-08T00:00:00Z","identifiers":[{"type":"dns","value":"*.EXAMPLE.com"},{"type":"dns","value":"xn--bcher-kva.example.com"}],
             "authorizations":["{{berth.Ca.Url("/authz/1")}}","{{berth.Ca.Url("/authz/2")}}"],"finalize":"{{berth.Ca.Url("/finalize")}}","more":[{"unknown":1}]}
            """, Headers: $"Location: {berth.Ca.Url("/order/1")}"));

        var order = await berth.Client.NewOrderAsync(Ordering("bücher.example.com", "*.example.com", "xn--bcher-kva.example.com"), Cancellation);

        Assert.Equal(
            ["""POST {"identifiers":[{"type":"dns","value":"xn--bcher-kva.example.com"},{"type":"dns","value":"*.example.com"}]}"""], berth.Ca.Sent("/new-order"));
        Assert.Equal((berth.Order, AcmeOrderStatus.Pending), (order.Url, order.Status));
        Assert.Equal(["*.example.com", "xn--bcher-kva.example.com"], order.Domains.Select(domain => domain.Value));
        Assert.Equal([berth.Ca.Url("/authz/1"), berth.Ca.Url("/authz/2")], order.Authorizations.Select(url => url.AbsoluteUri));
        Assert.Equal(new DateTimeOffset(2026, 1, 8, 0, 0, 0, TimeSpan.Zero), order.Expires);
    }

    [Fact]
    public async Task More_authorizations_than_names_are_not_looked_at()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", new FakeReply(201, $$"""
            {"status":"pending","identifiers":[{"type":"dns","value":"example.com"}],
             "authorizations":["{{berth.Ca.Url("/authz/1")}}","{{berth.Ca.Url("/authz/2")}}"],"finalize":"{{berth.Ca.Url("/finalize")}}"}
            """, Headers: $"Location: {berth.Ca.Url("/order/1")}"));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Ordering("example.com"), Cancellation));

        Assert.Contains("more authorizations than identifiers", refusal.Text.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1", "RFC 8738")]
    [InlineData("_dmarc.example.com", "'_'")]
    public async Task A_name_that_cannot_be_had_is_refused_before_asking(string name, string why)
    {
        await using var berth = await Berth.WithAccountAsync();

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Ordering("example.com", name), Cancellation));

        Assert.Contains($"{name}: ", refusal.Text.English, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Text.English, StringComparison.Ordinal);
        Assert.Empty(berth.Ca.Sent("/new-order"));
    }

    [Fact]
    public async Task A_profile_is_asked_for_where_the_CA_has_it()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.Meta = "\"profiles\":{\"tlsserver\":\"short\",\"classic\":\"long\"}";
        using var fresh = new AcmeClient(new AcmeClientOptions { Directory = berth.Ca.Directory }, berth.Key, berth.Clock) { AccountUrl = berth.Client.AccountUrl };

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => fresh.NewOrderAsync(Berth.Example with { Profile = "tlsclient" }, Cancellation));
        await fresh.NewOrderAsync(Berth.Example with { Profile = "tlsclient", ProfilePreferred = true }, Cancellation);
        await fresh.NewOrderAsync(Berth.Example with { Profile = "tlsserver" }, Cancellation);

        Assert.Contains("no profile tlsclient; it offers classic, tlsserver", refusal.Text.English, StringComparison.Ordinal);
        Assert.Equal([false, true], berth.Ca.Sent("/new-order").Select(order => order.Contains("\"profile\":\"tlsserver\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(409, "alreadyReplaced")]
    [InlineData(404, "malformed")]
    [InlineData(403, "unauthorized")]
    public async Task An_order_refused_for_what_it_replaces_is_placed_without(int status, string type)
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", FakeCa.Problem(status, type), berth.Ca.Order("pending") with { Headers = [$"Location: {berth.Order}"] });

        var order = await berth.Client.NewOrderAsync(Berth.Example with { Replaces = "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE" }, Cancellation);

        Assert.Null(order.Replaces);
        Assert.Equal([true, false], berth.Ca.Sent("/new-order").Select(sent => sent.Contains("\"replaces\":\"aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_order_refused_for_another_reason_is_not_placed_again()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", FakeCa.Problem(400, "rejectedIdentifier"));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Berth.Example with { Replaces = "a.b" }, Cancellation));

        Assert.Equal(AcmeProblemType.RejectedIdentifier, refusal.Problem!.Type);
        Assert.Single(berth.Ca.Sent("/new-order"));
    }

    [Fact]
    public async Task What_single_names_are_refused_for_is_told_by_name()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/new-order", new FakeReply(400, """
            {"type":"urn:ietf:params:acme:error:compound","detail":"Some","subproblems":[
              {"type":"urn:ietf:params:acme:error:caa","detail":"CAA forbids","identifier":{"type":"dns","value":"a.example.com"}},
              {"type":"urn:ietf:params:acme:error:rejectedIdentifier","detail":"Blocked","identifier":{"type":"dns","value":"b.example.com"}}]}
            """, "application/problem+json"));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.NewOrderAsync(Ordering("example.com"), Cancellation));

        Assert.Equal(["a.example.com", "b.example.com"], refusal.Problem!.Subproblems.Select(sub => sub.Identifier));
        Assert.EndsWith(
            ": Some (compound); a.example.com: CAA forbids (caa); b.example.com: Blocked (rejectedIdentifier)", refusal.Text.English, StringComparison.Ordinal);
    }

    private static OrderRequest Ordering(params string[] names) => new([.. names.Select(DomainName.Parse)]);
}
