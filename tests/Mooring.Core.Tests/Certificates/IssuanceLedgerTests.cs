using Mooring.Core.Certificates;
using Mooring.Core.Names;

namespace Mooring.Core.Tests.Certificates;

public sealed class IssuanceLedgerTests
{
    private const string Account = "https://ca.example/acct/1";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OrderFacts Order = Of(OrderExemption.None, "example.com", "*.example.com");

    [Fact]
    public void Refuses_the_sixth_certificate_for_the_same_names_and_says_until_when()
    {
        var ledger = Enumerable.Range(0, 5).Aggregate(IssuanceLedger.Empty, (before, _) => Issue(before, Order, Start));

        var refused = ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), Start);

        Assert.NotNull(refused);
        Assert.Equal(LimitKind.SameNames, refused.Limit.Kind);
        Assert.Equal(Start.AddHours(34), refused.Until);
        Assert.Contains("certificates for exactly *.example.com, example.com", refused.Text.English, StringComparison.Ordinal);
        Assert.Contains("2026-01-02 10:00:00Z", refused.Text.Chinese, StringComparison.Ordinal);
        Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), refused.Until));
    }

    [Fact]
    public void Counts_names_whatever_their_order()
    {
        var ledger = Enumerable.Range(0, 5).Aggregate(IssuanceLedger.Empty, (before, _) => Issue(before, Order, Start));

        Assert.NotNull(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Of(OrderExemption.None, "*.example.com", "example.com")), Start));
        Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Of(OrderExemption.None, "example.com")), Start));
    }

    [Fact]
    public void Refuses_the_fifty_first_certificate_of_a_domain_unless_it_is_a_renewal()
    {
        var ledger = Enumerable.Range(0, 50).Aggregate(IssuanceLedger.Empty, (before, i) => Issue(before, Of(OrderExemption.None, $"h{i}.example.com"), Start));

        Assert.Equal(LimitKind.Certificates, ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), Start)?.Limit.Kind);
        Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order with { Exemption = OrderExemption.SameNames }), Start));
        Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order with { Exemption = OrderExemption.Replaces }), Start));
    }

    [Fact]
    public void Leaves_an_order_that_replaces_a_certificate_uncounted()
    {
        var replacing = Order with { Exemption = OrderExemption.Replaces };

        var ledger = Enumerable.Range(0, 1000).Aggregate(IssuanceLedger.Empty, (before, _) => Issue(before, replacing, Start));

        Assert.Same(IssuanceLedger.Empty.FullAt, ledger.FullAt);
    }

    [Fact]
    public void Refuses_after_five_failures_within_an_hour_and_forgets_them_one_by_one()
    {
        var name = DomainName.Parse("*.example.com");
        var ledger = Enumerable.Range(0, 5).Aggregate(IssuanceLedger.Empty, (before, _) => before.Take(IssuanceLimits.LetsEncrypt, LimitUses.AtFailure(Account, name), Start));

        var one = Of(OrderExemption.None, "*.example.com");
        Assert.Equal(Start.AddMinutes(12), ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(one), Start)?.Until);
        Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(one), Start.AddMinutes(12)));

        // A name and its wildcard may both fail.
        Assert.Equal(Start.AddMinutes(24), ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), Start)?.Until);
    }

    [Fact]
    public void A_success_sets_failures_in_a_row_back()
    {
        var name = DomainName.Parse("example.com");
        var (ledger, now) = (IssuanceLedger.Empty, Start);
        for (var i = 0; i < 1300; i++, now = now.AddMinutes(12))
        {
            ledger = ledger.Take(IssuanceLimits.LetsEncrypt, LimitUses.AtFailure(Account, name), now);
        }

        Assert.Equal(LimitKind.ConsecutiveFailures, ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), now.AddHours(1))?.Limit.Kind);
        Assert.Null(ledger.Reset(LimitUses.ResetBySuccess(Account, name)).Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), now.AddHours(1)));
    }

    [Fact]
    public void Does_not_believe_what_a_clock_that_ran_years_ahead_left_behind()
    {
        var ledger = Enumerable.Range(0, 5).Aggregate(IssuanceLedger.Empty, (before, _) => Issue(before, Order, Start.AddYears(4)));

        Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), Start));
    }

    [Fact]
    public void What_was_drawn_beyond_the_limit_costs_no_more_than_an_empty_bucket()
    {
        var ledger = Enumerable.Range(0, 40).Aggregate(IssuanceLedger.Empty, (before, _) => Issue(before, Order, Start));

        Assert.Equal(Start.AddHours(34), ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.Before(Order), Start)?.Until);
    }

    [Fact]
    public void Never_lets_more_through_than_the_bucket_holds_and_refills()
    {
        var random = new Random(4);
        var limit = IssuanceLimits.LetsEncrypt.Find(LimitKind.SameNames)!;
        var (ledger, issued) = (IssuanceLedger.Empty, new List<DateTimeOffset>());

        for (var now = Start; now < Start.AddDays(120); now = now.AddHours(random.NextDouble() * 12))
        {
            if (ledger.Judge(IssuanceLimits.LetsEncrypt, LimitUses.AtIssuance(Order), now) is null)
            {
                ledger = ledger.Take(IssuanceLimits.LetsEncrypt, LimitUses.AtIssuance(Order), now);
                issued.Add(now);
            }
        }

        Assert.InRange(issued.Count, 85, 90);
        Assert.All(issued.Index(), one => Assert.InRange(
            issued.Skip(one.Index).Count(later => later <= one.Item + (limit.Refill * 10)), 1, limit.Most + 10));
    }

    [Theory]
    [InlineData("https://acme-v02.api.letsencrypt.org/directory", true)]
    [InlineData("https://ca.example/directory", false)]
    public void Knows_the_limits_of_an_authority_by_its_directory(string directory, bool known) =>
        Assert.Equal(known, IssuanceLimits.Of(new Uri(directory)) != IssuanceLimits.None);

    private static IssuanceLedger Issue(IssuanceLedger ledger, OrderFacts order, DateTimeOffset now) =>
        ledger.Take(IssuanceLimits.LetsEncrypt, [.. LimitUses.AtOrder(order), .. LimitUses.AtIssuance(order)], now);

    private static OrderFacts Of(OrderExemption exemption, params string[] names) =>
        new(Account, [.. names.Select(DomainName.Parse)], [DomainName.Parse("example.com")], exemption);
}
