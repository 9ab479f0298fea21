using System.Net;
using Mooring.Core;

namespace Mooring.Http.Tests;

public sealed class TimeQuorumTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Floor = Now.AddDays(-100);

    [Theory]
    [InlineData("two agree", "0 0", 2, 0)]
    [InlineData("apart by the tolerance", "0 10", 2, 10)]
    [InlineData("two against a liar", "0 1 -9999999", 2, 1)]
    [InlineData("two against a liar ahead", "0 1 9999999", 2, 1)]
    [InlineData("the middle of three", "0 2 9", 2, 2)]
    [InlineData("one is enough", "7", 1, 7)]
    [InlineData("three asked to agree", "0 2 9", 3, 2)]
    [InlineData("a silent one does not count", "0 3 -", 2, 3)]
    public void The_time_most_servers_agree_on_is_taken(string rule, string seconds, int agree, int expected)
    {
        var verdict = Judge(seconds, agree);

        Assert.True(verdict.Reading is not null, rule);
        Assert.Equal(Now.AddSeconds(expected), verdict.Reading.Value.HostTime);
    }

    [Theory]
    [InlineData("nobody answered", "- -", 2)]
    [InlineData("one alone", "0", 2)]
    [InlineData("one of two is silent", "0 -", 2)]
    [InlineData("just too far apart", "0 10.001", 2)]
    [InlineData("two against two", "0 1 100 101", 2)]
    [InlineData("one against one where one is enough", "0 100", 1)]
    [InlineData("three asked for, two agree", "0 1 500", 3)]
    [InlineData("a chain is no agreement", "0 9 18", 3)]
    public void Without_agreement_there_is_no_time(string rule, string seconds, int agree)
    {
        var verdict = Judge(seconds, agree);

        Assert.True(verdict.Reading is null, rule);
        Assert.Contains($"no {agree} time servers agree", verdict.Why!.English, StringComparison.Ordinal);
        Assert.Contains($"没有 {agree} 个时间服务器意见一致", verdict.Why.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_servers_it_is_said_that_there_are_none() =>
        Assert.Contains("no time server is configured", TimeQuorum.Judge([], 2, Floor, 0, TimeProvider.System).Why!.English, StringComparison.Ordinal);

    [Fact]
    public void One_address_under_two_names_counts_once()
    {
        var end = new IPEndPoint(IPAddress.Loopback, 123);
        var answers = new[] { "a.example.com", "b.example.com" }
            .Select(name => new SntpAnswer(new DnsEndPoint(name, 123), end, new ClockReading(Now, 0), null)).ToArray();

        Assert.Null(TimeQuorum.Judge(answers, 2, Floor, 0, TimeProvider.System).Reading);
    }

    [Fact]
    public void A_time_before_what_is_known_for_sure_cannot_be()
    {
        var verdict = TimeQuorum.Judge(Answers("0 0"), 2, Now.AddSeconds(1), 0, TimeProvider.System);

        Assert.Null(verdict.Reading);
        Assert.Contains("cannot be", verdict.Why!.English, StringComparison.Ordinal);
        Assert.Contains("2026-06-15T12:00:01Z", verdict.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reasons_of_the_silent_are_named()
    {
        var verdict = Judge("- 5", 2);

        Assert.Contains("192.0.2.0: it does not answer", verdict.Why!.English, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1 2026-06-15T12:00:05Z", verdict.Why.English, StringComparison.Ordinal);
    }

    private static TimeVerdict Judge(string seconds, int agree) => TimeQuorum.Judge(Answers(seconds), agree, Floor, 0, TimeProvider.System);

    private static SntpAnswer[] Answers(string seconds) =>
        [.. seconds.Split(' ').Select((second, i) =>
        {
            var address = new IPEndPoint(new IPAddress([192, 0, 2, (byte)i]), 123);
            var server = new DnsEndPoint(address.Address.ToString(), 123);
            return second == "-"
                ? new SntpAnswer(server, address, null, new Text("it does not answer", "它没有应答"))
                : new SntpAnswer(server, address, new ClockReading(Now.AddSeconds(double.Parse(second, System.Globalization.CultureInfo.InvariantCulture)), 0), null);
        })];
}
