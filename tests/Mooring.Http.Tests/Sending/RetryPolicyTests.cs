namespace Mooring.Http.Tests;

public sealed class RetryPolicyTests
{
    private static readonly RetryOptions Options = new()
    {
        Attempts = 6,
        Overall = TimeSpan.FromSeconds(60),
        FirstPause = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromSeconds(10),
    };

    [Theory]
    [InlineData(1, 0.0, 0)]
    [InlineData(1, 0.5, 0.5)]
    [InlineData(2, 0.5, 1)]
    [InlineData(3, 0.5, 2)]
    [InlineData(4, 0.5, 4)]
    [InlineData(5, 0.5, 5)]
    public void Pauses_spread_over_a_span_that_doubles_up_to_the_longest(int attempt, double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Pause(Options, attempt, TimeSpan.Zero, null, random));

    [Theory]
    [InlineData(0.0, 7)]
    [InlineData(0.5, 7.25)]
    public void Never_comes_back_before_the_host_asked_and_spreads_a_little_after(double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Pause(Options, 1, TimeSpan.Zero, TimeSpan.FromSeconds(7), random));

    [Fact]
    public void Ends_with_the_attempts() => Assert.Null(RetryPolicy.Pause(Options, 6, TimeSpan.Zero, null, 0));

    [Theory]
    [InlineData(59, 0, true)]
    [InlineData(60, 0, false)]
    [InlineData(50, 9, true)]
    [InlineData(50, 10, false)]
    public void Ends_when_the_next_attempt_would_start_too_late(int elapsed, int retryAfter, bool goesOn) =>
        Assert.Equal(goesOn, RetryPolicy.Pause(Options, 1, TimeSpan.FromSeconds(elapsed), TimeSpan.FromSeconds(retryAfter), 0) is not null);

    [Fact]
    public void Many_attempts_do_not_overflow_the_pause() =>
        Assert.Equal(TimeSpan.FromSeconds(5), RetryPolicy.Pause(Options with { Attempts = 5000 }, 4000, TimeSpan.Zero, null, 0.5));
}
