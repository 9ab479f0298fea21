using Mooring.Core;

namespace Mooring.Doctor.Network;

/// <summary>What a resolver over HTTPS said of one name.</summary>
/// <param name="Resolver">Scheme, host and port.</param>
/// <param name="Answer">What it said.</param>
internal sealed record HttpsResolverFacts(string Resolver, NameAnswer Answer);

/// <summary>Judges the resolvers of <c>dns.https-resolvers</c>. Pure.</summary>
internal static class HttpsResolverJudge
{
    private const int Needed = 2;

    /// <summary>The findings: each resolver, and whether there are enough.</summary>
    public static IEnumerable<Finding> Judge(IReadOnlyList<HttpsResolverFacts> resolvers) =>
        [.. resolvers.Select(JudgeOne), .. resolvers.Count is > 0 and < Needed ? [TooFew(resolvers[0])] : (Finding[])[]];

    private static Finding JudgeOne(HttpsResolverFacts resolver) => resolver.Answer.Failure is { } failure
        ? new(
            FindingIds.NetworkHttpsResolver,
            Severity.Warning,
            resolver.Resolver,
            failure,
            new Text(
                "certificates are waited for through it where port 53 is closed or answered by others; name one that answers here in `dns.https-resolvers`, such as https://dns.alidns.com/dns-query or https://doh.pub/dns-query",
                "当 53 端口被封锁或代答时，签发证书要靠它确认记录已生效；请在 `dns.https-resolvers` 中改用此处可用的服务器，例如 https://dns.alidns.com/dns-query 或 https://doh.pub/dns-query"))
        : Finding.Ok(FindingIds.NetworkHttpsResolver, resolver.Resolver, new Text(
            $"answers for {resolver.Answer.Name} within {resolver.Answer.Took.TotalMilliseconds:0} ms", $"在 {resolver.Answer.Took.TotalMilliseconds:0} 毫秒内应答 {resolver.Answer.Name}"));

    private static Finding TooFew(HttpsResolverFacts only) => new(
        FindingIds.NetworkHttpsResolver,
        Severity.Hint,
        "dns.https-resolvers",
        new Text(
            $"{only.Resolver} stands alone; where no name server can be asked, two must agree before a certificate is asked for",
            $"只有 {only.Resolver} 一台；无法直接查询域名服务器时，须有两台一致才会申请证书"),
        new Text(
            "name a second one of another operator, such as https://dns.alidns.com/dns-query or https://doh.pub/dns-query",
            "请再设置一台其他运营商的服务器，例如 https://dns.alidns.com/dns-query 或 https://doh.pub/dns-query"));
}
