using System.Collections.Immutable;
using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Notifications;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Tests.Notifications;

public sealed class IncidentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Incidents incidents = new("nas", Language.English);
    private ImmutableDictionary<string, DateTimeOffset> open = ImmutableDictionary<string, DateTimeOffset>.Empty;
    private DateTimeOffset now = Start;

    [Fact]
    public void An_outage_is_one_message_and_its_end_another_with_its_length()
    {
        var first = After(Failing("nas"), Failing("www"), Right("mail"));
        var second = After(Failing("nas"), Failing("www"), Right("mail"));
        now += TimeSpan.FromHours(2);
        var third = After(Right("nas"), Right("www"), Right("mail"));
        var last = After(Right("nas"), Right("www"), Right("mail"));

        Assert.Equal(
            "failed: Mooring nas: failed: 2 sets\nnas.example.com A (home): throttled: slow down\nwww.example.com A (home): throttled: slow down",
            $"{Assert.Single(first).Event}: {first[0].Text}");
        Assert.Empty(second);
        Assert.Equal(
            "recovered: Mooring nas: work again: 2 sets\nnas.example.com A: works again after 2 h 10 min\nwww.example.com A: works again after 2 h 10 min",
            $"{Assert.Single(third).Event}: {third[0].Text}");
        Assert.Empty(last);
    }

    [Fact]
    public void Only_what_is_new_is_told_while_an_outage_goes_on()
    {
        After(Failing("nas"), Right("www"));

        var later = After(Failing("nas"), Failing("www"));

        Assert.Equal("Mooring nas: failed: www.example.com A", Assert.Single(later).Title);
    }

    [Fact]
    public void What_left_the_configuration_neither_fails_nor_recovers()
    {
        After(Failing("nas"), Right("www"));

        Assert.Empty(After(Right("www")));
        Assert.Empty(open);
    }

    [Fact]
    public void A_round_of_a_part_says_nothing_of_the_rest()
    {
        After(Failing("nas"), Right("www"));

        Assert.Empty(After(News([Right("www")]) with { IsWhole = false }));
        Assert.Equal("recovered", Assert.Single(After(Right("nas"), Right("www"))).Event);
    }

    [Fact]
    public void A_change_is_told_with_the_values_and_in_the_words_of_templates()
    {
        var notice = Assert.Single(After(Written("nas"), Right("www")));

        Assert.Equal("Mooring nas: changed: nas.example.com A\nnas.example.com A: 192.0.2.1 -> 203.0.113.7", notice.Text);
        Assert.Equal(new FamilyNews("203.0.113.7", "success", "nas.example.com,www.example.com"), notice.Ipv4);
        Assert.Equal(new FamilyNews("", "unchanged", ""), notice.Ipv6);
    }

    [Fact]
    public void In_Chinese_the_words_are_those_that_templates_of_ddns_go_expect()
    {
        var chinese = new Incidents("nas", Language.Chinese);

        Assert.Equal("成功", chinese.After(open, News([Written("nas")]), now).Notices[0].Ipv4.Result);
        Assert.Equal("失败", chinese.After(open, News([Failing("nas")]), now).Notices[0].Ipv4.Result);
        Assert.Equal("未改变", chinese.Beat(News([Right("nas")]), now).Ipv4.Result);
    }

    [Fact]
    public void A_clock_that_is_off_is_told_once_and_that_it_is_right_again_too()
    {
        var off = News([Right("nas")]) with { IsClockMeasured = true, Clock = Text.Same("5 min behind") };

        Assert.Equal("clock: Mooring nas: this machine's clock is off\n5 min behind", Assert.Single(After(off)) is var told ? $"{told.Event}: {told.Text}" : "");
        Assert.Empty(After(off));
        Assert.Empty(After(off with { Clock = null, IsClockMeasured = false }));
        Assert.Equal("Mooring nas: this machine's clock is right again after 15 min", Assert.Single(After(off with { Clock = null })).Title);
    }

    [Fact]
    public void A_message_stays_short_however_much_fails()
    {
        var notice = Assert.Single(After([.. Enumerable.Range(0, 500).Select(i => Failing($"host{i}"))]));

        Assert.Equal(22, notice.Text.Split('\n').Length);
        Assert.EndsWith("and 480 more", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_error_steers_no_terminal_and_adds_no_line()
    {
        var notice = Assert.Single(After(Failing("nas") with { Error = new ChangeError("rejected", Text.Same("a\nb\u001b[2J")) }));

        Assert.EndsWith("rejected: a\\u000ab\\u001b[2J", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heartbeat_is_down_while_something_fails()
    {
        Assert.Equal("up", incidents.Beat(News([Right("nas")]), now).Event);
        Assert.Equal("down", incidents.Beat(News([Failing("nas")]), now).Event);
    }

    private ImmutableArray<Notice> After(params Change[] changes) => After(News(changes));

    private ImmutableArray<Notice> After(RoundNews news)
    {
        (open, var notices) = incidents.After(open, news, now);
        now += TimeSpan.FromMinutes(5);
        return notices;
    }

    private static RoundNews News(Change[] changes) => new(
        [.. changes], [new NamedAnswer("wan4", IpFamily.IPv4, SourceAnswer.Found(IPAddress.Parse("203.0.113.7")))], IsWhole: true, IsClockMeasured: false, null);

    private static Change Right(string name) => new()
    {
        Name = DomainName.Parse($"{name}.example.com"), Type = RecordType.A, Line = "default", Account = "home", Action = ChangeAction.None, Outcome = ChangeOutcome.Unchanged,
    };

    private static Change Written(string name) =>
        Right(name) with { Action = ChangeAction.Update, Outcome = ChangeOutcome.Applied, From = [new("192.0.2.1")], To = [new("203.0.113.7")] };

    private static Change Failing(string name) =>
        Right(name) with { Action = ChangeAction.Update, Outcome = ChangeOutcome.Failed, Error = new ChangeError("throttled", Text.Same("slow down")) };
}
