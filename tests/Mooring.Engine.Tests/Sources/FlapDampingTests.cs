using System.Globalization;
using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Sources;

public sealed class FlapDampingTests
{
    private readonly ManualClock time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FlapDamping damping;

    public FlapDampingTests() => damping = new FlapDamping(time);

    [Fact]
    public void More_than_six_returns_within_two_minutes_are_held_for_thirty_seconds_and_said_with_times()
    {
        var answers = Flap(9);

        Assert.All(answers.Take(8), answer => Assert.NotNull(answer.Value));
        var held = answers[8];
        Assert.True(held.IsHeld);
        Assert.Contains("between 2001:db8::a, 2001:db8::b: 7 times in 2 min; held until 12:00:38", held.Error!.English, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), damping.NextEnd);
    }

    [Fact]
    public void A_renumbering_of_many_new_addresses_is_never_held()
    {
        for (var i = 1; i < 100; i++)
        {
            Assert.NotNull(Ask($"2001:db8::{i.ToString(CultureInfo.InvariantCulture)}").Value);
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(1200)]
    public void Addresses_that_take_turns_slowly_are_published_and_said_with_times_until_one_stays(int seconds)
    {
        var answers = Enumerable.Range(0, 100).Select(i =>
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return Ask(i % 2 == 0 ? "2001:db8::a" : "2001:db8::b");
        }).ToArray();

        Assert.All(answers, answer => Assert.NotNull(answer.Value));
        Assert.All(answers.Take(5), answer => Assert.Null(answer.Unsteady));
        Assert.StartsWith("addresses take turns: 2001:db8::a, 2001:db8::b, 4 times in 2 h; each is published", answers[5].Unsteady!.English, StringComparison.Ordinal);
        Assert.Null(damping.NextEnd);

        time.Advance(Flapping.SlowWindow);
        Assert.Null(Ask("2001:db8::b").Unsteady);
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(86400)]
    public void An_address_that_changes_a_few_times_a_day_takes_no_turns(int seconds)
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.Null(Ask(i % 2 == 0 ? "2001:db8::a" : "2001:db8::b").Unsteady);
            time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public void At_the_end_of_a_hold_the_address_of_that_moment_counts_and_the_next_return_is_held_twice_as_long_up_to_five_minutes()
    {
        var holds = new List<int>();
        for (var (second, held) = (0, false); second < 1200; second++)
        {
            var answer = Ask(second % 2 == 0 ? "2001:db8::a" : "2001:db8::b");
            if (answer.IsHeld && !held)
            {
                holds.Add((int)damping.NextEnd!.Value.TotalSeconds);
            }
            else if (!answer.IsHeld && held)
            {
                Assert.Equal(second % 2 == 0 ? "2001:db8::a" : "2001:db8::b", answer.Value!.ToString());
                Assert.NotNull(answer.Unsteady);
            }

            held = answer.IsHeld;
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([30, 60, 120, 240, 300, 300, 300], holds);
    }

    [Fact]
    public void One_that_stays_is_steady_again_and_begins_anew()
    {
        Flap(9);
        time.Advance(TimeSpan.FromMinutes(3));

        Assert.NotNull(Ask("2001:db8::a").Value);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Ask("2001:db8::a").Unsteady);
        Assert.Null(damping.NextEnd);
        Flap(10);
        Assert.InRange(damping.NextEnd!.Value, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_source_that_cannot_tell_in_between_is_no_return()
    {
        for (var i = 0; i < 40; i++)
        {
            Assert.NotNull(Ask("2001:db8::a").Value);
            damping.Judge([new NamedAnswer("lan6", IpFamily.IPv6, SourceAnswer.Unknown(Mooring.Core.Text.Same("down")))]);
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_hold_ends_in_its_time_though_the_source_can_no_longer_tell()
    {
        Flap(9);
        time.Advance(TimeSpan.FromSeconds(31));

        damping.Judge([new NamedAnswer("lan6", IpFamily.IPv6, SourceAnswer.Unknown(Mooring.Core.Text.Same("down")))]);

        Assert.Null(damping.NextEnd);
    }

    private SourceAnswer[] Flap(int times) => [.. Enumerable.Range(0, times).Select(i =>
    {
        time.Advance(i == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        return Ask(i % 2 == 0 ? "2001:db8::a" : "2001:db8::b");
    })];

    private SourceAnswer Ask(string address) =>
        damping.Judge([new NamedAnswer("lan6", IpFamily.IPv6, SourceAnswer.Found(IPAddress.Parse(address)))])[0].Answer;
}
