using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Network;

namespace Mooring.Tests.Doctor.Network;

/// <summary>What is said of resolvers over HTTPS.</summary>
public sealed class HttpsResolverJudgeTests
{
    [Fact]
    public void Without_any_nothing_is_said() => Assert.Empty(HttpsResolverJudge.Judge([]));

    [Fact]
    public void Two_that_answer_are_good_and_one_alone_is_a_hint()
    {
        Assert.All(HttpsResolverJudge.Judge([Facts("https://a.example"), Facts("https://b.example")]), finding => Assert.Equal(Severity.Ok, finding.Severity));

        var alone = HttpsResolverJudge.Judge([Facts("https://a.example")]);

        Assert.Equal([Severity.Ok, Severity.Hint], alone.Select(finding => finding.Severity));
        Assert.Equal("answers for alidns.aliyuncs.com within 12 ms", alone.First().Message.English);
    }

    [Fact]
    public void One_that_does_not_answer_is_a_warning_with_what_it_said()
    {
        var finding = HttpsResolverJudge.Judge([Facts("https://a.example"), Facts("https://b.example", "it answers with HTTP status 404")]).Last();

        Assert.Equal((Severity.Warning, "https://b.example", "it answers with HTTP status 404"), (finding.Severity, finding.Subject, finding.Message.English));
        Assert.Contains("dns.https-resolvers", finding.Mend?.Chinese, StringComparison.Ordinal);
    }

    private static HttpsResolverFacts Facts(string resolver, string? failure = null) => new(
        resolver, new NameAnswer("alidns.aliyuncs.com", NameKind.Cloud, TimeSpan.FromMilliseconds(12)) { Failure = failure is null ? null : Text.Same(failure) });
}
