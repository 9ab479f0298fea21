using System.Net;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

public sealed class AlternationTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("A@0", false)]
    [InlineData("A@0 B@5", false)]
    [InlineData("A@0 B@5 A@10", false)]
    [InlineData("A@0 B@5 A@10 B@15", true)]
    [InlineData("A@0 B@5 A@10 B@15 B@20 B@29", true)]
    [InlineData("A@0 B@5 A@10 B@15 B@30", false)]
    [InlineData("A@0 B@5 A@10 B@15 C@20", true)]
    [InlineData("A@0 B@5 C@10 D@15 E@20", false)]
    [InlineData("A@0 B@600 A@1200 B@1800", false)]
    [InlineData("A@0 A@5000 B@5005 A@5010 B@5015", true)]
    public void Two_returns_within_half_an_hour_are_uplinks_that_take_turns(string seen, bool takingTurns)
    {
        var (history, now) = Play(seen);

        Assert.Equal(takingTurns, Alternation.TakingTurns(history, now).Count > 0);
    }

    [Fact]
    public void The_addresses_that_take_turns_are_named()
    {
        var (history, now) = Play("A@0 B@5 A@10 B@15");

        Assert.Equal(["203.0.113.65", "203.0.113.66"], Alternation.TakingTurns(history, now));
    }

    [Fact]
    public void The_same_address_again_need_not_be_written()
    {
        var (history, now) = Play("A@0 B@5");

        Assert.Same(history, Alternation.With(history, Address('B'), now.AddHours(1)));
    }

    [Fact]
    public void The_memory_stays_small()
    {
        var (history, _) = Play(string.Join(' ', Enumerable.Range(0, 500).Select(i => $"{(char)('A' + (i % 2))}@{i}")));

        Assert.InRange(history.Changes.Length, 1, 32);
    }

    [Fact]
    public void Times_from_the_future_count_for_nothing()
    {
        var (history, now) = Play("A@0 B@5 A@10 B@15");

        var after = Alternation.With(history, Address('A'), now.AddDays(-1));

        Assert.Empty(Alternation.TakingTurns(after, now.AddDays(-1)));
    }

    private static (AddressHistory History, DateTimeOffset Now) Play(string seen)
    {
        var (history, now) = (AddressHistory.Empty, Start);
        foreach (var step in seen.Split(' '))
        {
            now = Start.AddMinutes(int.Parse(step[2..], System.Globalization.CultureInfo.InvariantCulture));
            history = Alternation.With(history, Address(step[0]), now);
        }

        return (history, now);
    }

    private static IPAddress Address(char letter) => new([203, 0, 113, (byte)letter]);
}
