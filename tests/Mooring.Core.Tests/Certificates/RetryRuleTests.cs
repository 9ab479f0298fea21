using Mooring.Core.Certificates;

namespace Mooring.Core.Tests.Certificates;

public sealed class RetryRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(4, 60)]
    [InlineData(8, 1440)]
    [InlineData(1000, 1440)]
    public void Waits_longer_after_each_failure_up_to_a_day(int failures, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetryRule.After(failures, TimeSpan.MaxValue, 0));

    [Fact]
    public void Tries_more_often_as_time_runs_out_but_not_more_than_hourly()
    {
        Assert.Equal(TimeSpan.FromHours(6), RetryRule.After(20, TimeSpan.FromDays(3), 0));
        Assert.Equal(TimeSpan.FromHours(1), RetryRule.After(20, TimeSpan.FromHours(2), 0));
        Assert.Equal(TimeSpan.FromHours(1), RetryRule.After(20, TimeSpan.FromDays(-3), 0));
    }

    [Fact]
    public void Stays_within_the_failures_that_an_authority_allows_in_an_hour()
    {
        // Given attempts that all fail, each a step of a run of its own, with the shortest pauses chance can give
        var (ledger, now, left) = (IssuanceLedger.Empty, Start, TimeSpan.FromDays(3));
        var uses = LimitUses.AtFailure("https://ca.example/1", Names.DomainName.Parse("example.com"));

        for (var failures = 1; now < Start.AddDays(5); failures++)
        {
            Assert.Null(ledger.Judge(IssuanceLimits.LetsEncrypt, uses, now));
            ledger = ledger.Take(IssuanceLimits.LetsEncrypt, uses, now);
            now = RetryRule.At(now, failures, left - (now - Start), 0.9999, null);
        }
    }

    [Fact]
    public void Obeys_an_authority_that_wants_more_time()
    {
        Assert.Equal(Start.AddHours(30), RetryRule.At(Start, 1, TimeSpan.FromDays(20), 0.5, TimeSpan.FromHours(30)));
        Assert.Equal(Start.AddMinutes(4.5), RetryRule.At(Start, 2, TimeSpan.FromDays(20), 0.5, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Goes_to_staging_first_after_two_failures() =>
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(RetryRule.IsStagingFirst));
}
