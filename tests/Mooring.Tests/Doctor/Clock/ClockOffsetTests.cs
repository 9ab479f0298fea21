using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Clock;
using Mooring.Http;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>Whose clock is wrong: this machine's, the provider's answers', or the time servers'.</summary>
public sealed class ClockOffsetTests
{
    private static readonly Text Mend = Text.Same("set the clock");

    /// <summary>Offsets in seconds of alidns, tencent and network time; null where not measured.</summary>
    [Theory]
    [InlineData(0, 0, 0, "ok ok ok")]
    [InlineData(59, 59, 0, "ok ok ok")]
    [InlineData(59, -59, 59, "ok ok warning")]
    [InlineData(90, 90, 90, "warning warning warning")]
    [InlineData(-400, -400, -400, "warning fault warning")]
    [InlineData(1800, 1800, 1800, "fault fault warning")]
    [InlineData(1800, 1800, null, "fault fault hint")]
    [InlineData(1800, 0, 0, "warning ok ok")]       // a proxy that holds answers back
    [InlineData(0, 0, 1800, "ok ok warning")]       // a router that answers for the time servers
    [InlineData(1800, 1800, -1800, "fault fault warning")]
    [InlineData(null, 0, 0, "hint ok ok")]
    [InlineData(null, null, null, "hint hint hint")]
    [InlineData(null, null, 1800, "hint hint warning")]
    public void Severities_follow_from_who_agrees_with_whom(int? alidns, int? tencent, int? network, string severities) =>
        Assert.Equal(severities, string.Join(' ', Judge(alidns, tencent, network).Select(finding => finding.Severity.ToString().ToLowerInvariant())));

    [Fact]
    public void A_clock_beyond_what_the_provider_allows_is_a_fault_that_says_what_still_works_and_what_does_not()
    {
        var finding = Judge(1800, 1800, 1800)[0];

        Assert.Equal("clock.alidns", finding.Id);
        Assert.Equal("alidns", finding.Subject);
        Assert.StartsWith("this machine's clock is 30 min behind the provider's. Beyond 15 min it refuses requests. Mooring signs with its time and works all the same; other programs", finding.Message.English, StringComparison.Ordinal);
        Assert.StartsWith("本机时钟比服务商慢 30 分钟。偏差超过 15 分钟，服务商就会拒绝请求。Mooring 按服务商的时间签名，不受影响", finding.Message.Chinese, StringComparison.Ordinal);
        Assert.Equal(Mend, finding.Mend);
    }

    [Theory]
    [InlineData(-28800, "this machine's clock is 8 h ahead of the provider's; whole hours are mostly a hardware clock in local time")]
    [InlineData(28770, "this machine's clock is 7 h 59 min behind the provider's; whole hours are mostly")]
    [InlineData(1800, "this machine's clock is 30 min behind the provider's. Beyond")]
    public void Whole_hours_hint_at_the_time_zone(int seconds, string start) =>
        Assert.StartsWith(start, Judge(seconds, seconds, seconds)[0].Message.English, StringComparison.Ordinal);

    [Fact]
    public void An_answer_with_another_time_than_all_others_is_laid_on_the_way_and_not_on_the_clock()
    {
        var finding = Judge(1800, 0, 0)[0];

        Assert.StartsWith("its answers carry a time 30 min ahead of this machine's, and the time servers agree with this machine", finding.Message.English, StringComparison.Ordinal);
        Assert.Contains("proxy", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_servers_that_nobody_agrees_with_are_not_followed()
    {
        var finding = Judge(0, 0, 1800)[^1];

        Assert.Equal("clock.sntp", finding.Id);
        Assert.Equal("network time is 30 min ahead of this machine's clock and 30 min ahead of that of alidns: one of them is wrong", finding.Message.English);
        Assert.DoesNotContain("set the clock", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void TLS_that_fails_for_the_clock_is_a_fault_with_the_clock_s_mend()
    {
        var failure = new TransportFailure(new Text("its certificate is not yet valid", "其证书尚未生效"), Passing: false) { ClockSuspected = true };

        var finding = Judge([new ProviderOffset("alidns", TimeSpan.FromMinutes(15), null, failure)], network: null)[0];

        Assert.Equal(Severity.Fault, finding.Severity);
        Assert.Equal("its clock could not be measured: its certificate is not yet valid", finding.Message.English);
        Assert.Equal(Mend, finding.Mend);
    }

    [Theory]
    [InlineData(0, "its clock agrees with this machine's", "其时钟与本机一致")]
    [InlineData(5, "its clock is 5 s ahead of this machine's", "其时钟比本机快 5 秒")]
    [InlineData(-5, "its clock is 5 s behind this machine's", "其时钟比本机慢 5 秒")]
    public void A_good_clock_takes_one_line(int seconds, string english, string chinese)
    {
        var finding = Judge(seconds, seconds, seconds)[0];

        Assert.Equal(new Text(english, chinese), finding.Message);
        Assert.Null(finding.Mend);
    }

    private static Finding[] Judge(int? alidns, int? tencent, int? network) => Judge(
        [
            new ProviderOffset("alidns", TimeSpan.FromMinutes(15), Seconds(alidns), alidns is null ? Refused : null),
            new ProviderOffset("tencent", TimeSpan.FromMinutes(5), Seconds(tencent), tencent is null ? Refused : null),
        ],
        Seconds(network));

    private static Finding[] Judge(ProviderOffset[] providers, TimeSpan? network) =>
        [.. new ClockOffsetJudge(new ClockOffsets
        {
            Providers = providers, Network = network, NetworkFailure = network is null ? Text.Same("no 2 time servers agree") : null, Warn = TimeSpan.FromMinutes(1),
        }, Mend).Judge()];

    private static TransportFailure Refused => new(new Text("connection refused", "连接被拒绝"));

    private static TimeSpan? Seconds(int? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;
}
