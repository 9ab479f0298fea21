using Mooring.Engine.Notifications;

namespace Mooring.Engine.Tests.Notifications;

public sealed class OutboxTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly FamilyNews None = new("", "", "");

    [Fact]
    public void At_most_a_hundred_wait_and_the_oldest_fall_off()
    {
        var outbox = Enumerable.Range(0, 150).Aggregate(Outbox.Empty, (box, i) => box.With(["hook"], Message($"{i}")));

        Assert.Equal(100, outbox.Letters.Length);
        Assert.Equal("50", outbox.Letters[0].Notice.Title);
    }

    [Fact]
    public void What_fails_is_put_off_longer_each_time_and_what_follows_it_to_the_same_target_waits_along()
    {
        var outbox = Outbox.Empty.With(["hook", "mail"], Message("1")).With(["hook"], Message("2"));
        var pauses = new List<double>();
        var now = Start;
        for (var i = 0; i < 8; i++)
        {
            outbox = outbox.Failed(outbox.Letters[0], now);
            Assert.Equal(["mail"], outbox.Due(now).Select(letters => letters.Key));
            var next = outbox.Letters[0].Next;
            Assert.Equal(next, outbox.Letters[2].Next);
            pauses.Add((next - now).TotalSeconds);
            now = next;
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1800, 1800], pauses);
        Assert.Equal(["1", "2"], outbox.Due(now).First().Select(letter => letter.Notice.Title));
    }

    [Fact]
    public void What_is_a_day_old_or_for_nobody_any_more_is_dropped()
    {
        var outbox = Outbox.Empty.With(["hook", "gone"], Message("1"));

        Assert.Equal("hook", Assert.Single(outbox.Kept(new HashSet<string>(StringComparer.Ordinal) { "hook" }, Start).Letters).Target);
        Assert.Empty(outbox.Kept(new HashSet<string>(StringComparer.Ordinal) { "hook", "gone" }, Start + Outbox.Lifetime).Letters);
    }

    [Fact]
    public void A_clock_that_was_set_back_holds_nothing_for_long()
    {
        var outbox = Outbox.Empty.With(["hook"], Message("1"));

        Assert.NotEmpty(outbox.Due(Start - TimeSpan.FromDays(300)));
        Assert.Equal(TimeSpan.Zero, outbox.Wait(Start - TimeSpan.FromDays(300), new HashSet<string>(StringComparer.Ordinal)));
    }

    private static Notice Message(string title) => new("failed", Start, "nas", title, title, None, None);
}
