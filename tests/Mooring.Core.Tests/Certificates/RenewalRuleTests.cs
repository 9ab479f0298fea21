using Mooring.Core.Certificates;

namespace Mooring.Core.Tests.Certificates;

public sealed class RenewalRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(90 * 24, 60 * 24)]
    [InlineData(64.5 * 24, 43 * 24)]
    [InlineData(45 * 24, 30 * 24)]
    [InlineData(160, 80)]
    [InlineData(10 * 24, 5 * 24)]
    [InlineData(11 * 24, 176)]
    public void Renews_when_a_third_is_left_and_half_of_a_short_lifetime(double hours, double due) =>
        Assert.Equal(Start.AddHours(due), RenewalRule.DueAt(Start, Start.AddHours(hours)));

    [Fact]
    public void Comes_earlier_by_chance_but_never_later()
    {
        var validity = Lasting(90);

        var (first, last) = (RenewalRule.Choose(validity, null, null, 0).At, RenewalRule.Choose(validity, null, null, 0.999).At);

        Assert.Equal(Start.AddDays(60), first);
        Assert.InRange(last, Start.AddDays(58.5), Start.AddDays(58.6));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(0.5, 51)]
    public void Chooses_within_the_window_that_the_authority_suggests(double random, double day)
    {
        var window = new RenewalWindow(Start.AddDays(50), Start.AddDays(52));

        Assert.Equal(new RenewalChoice(Start.AddDays(day), window), RenewalRule.Choose(Lasting(90), window, null, random));
    }

    [Fact]
    public void Keeps_what_was_chosen_until_the_window_moves()
    {
        var window = new RenewalWindow(Start.AddDays(50), Start.AddDays(52));
        var chosen = RenewalRule.Choose(Lasting(90), window, null, 0.25);

        var again = RenewalRule.Choose(Lasting(90), window with { }, chosen, 0.75);
        var moved = RenewalRule.Choose(Lasting(90), new RenewalWindow(Start.AddDays(-2), Start.AddDays(-1)), chosen, 0.75);
        var gone = RenewalRule.Choose(Lasting(90), null, chosen, 0);

        Assert.Same(chosen, again);
        Assert.True(RenewalRule.IsDue(moved, Start, TimeSpan.Zero), "a window in the past means now");
        Assert.Equal(new RenewalChoice(Start.AddDays(60), null), gone);
    }

    [Fact]
    public void Lets_no_authority_postpone_into_the_last_twentieth()
    {
        var choice = RenewalRule.Choose(Lasting(100), new RenewalWindow(Start.AddDays(98), Start.AddDays(99)), null, 0.5);

        Assert.Equal(Start.AddDays(95), choice.At);
    }

    [Fact]
    public void Takes_a_window_without_length_for_no_answer()
    {
        var choice = RenewalRule.Choose(Lasting(90), new RenewalWindow(Start.AddDays(50), Start.AddDays(50)), null, 0);

        Assert.Equal(new RenewalChoice(Start.AddDays(60), null), choice);
    }

    [Fact]
    public void Renews_what_would_fall_due_before_anybody_looks_again()
    {
        var choice = new RenewalChoice(Start.AddHours(5), null);

        Assert.False(RenewalRule.IsDue(choice, Start, TimeSpan.Zero));
        Assert.True(RenewalRule.IsDue(choice, Start, TimeSpan.FromHours(12)));
        Assert.True(RenewalRule.IsDue(choice, Start.AddHours(5), TimeSpan.Zero));
    }

    [Theory]
    [InlineData(null, 6 * 3600)]
    [InlineData(1.0, 60)]
    [InlineData(7200.0, 7200)]
    [InlineData(1e9, 86400)]
    public void Asks_for_the_window_again_when_told_but_neither_at_once_nor_never(double? retryAfter, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), RenewalRule.LookAgainAfter(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

    private static Validity Lasting(double days) => new(Start, Start.AddDays(days));
}
