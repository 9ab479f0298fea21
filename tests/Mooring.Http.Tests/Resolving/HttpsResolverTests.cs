using System.Net;
using System.Net.Http.Headers;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Testing;

namespace Mooring.Http.Tests.Resolving;

/// <summary>DNS over HTTPS against a host that answers as a test wants.</summary>
public sealed class HttpsResolverTests
{
    private static readonly Uri Address = new("https://dns.example.com/tok3n-of-a-subscriber");
    private static readonly DnsQuestion Question = new(DnsName.Parse("_acme-challenge.example.com"), DnsType.Txt);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_by_POST_with_id_zero_and_reads_the_answer_with_its_age_taken_off()
    {
        DnsMessage? query = null;
        using var resolver = Resolver(async request =>
        {
            Assert.Equal((HttpMethod.Post, Address), (request.Method, request.RequestUri));
            Assert.Equal("application/dns-message", request.Content!.Headers.ContentType!.MediaType);
            Assert.Equal("application/dns-message", Assert.Single(request.Headers.Accept).MediaType);
            Assert.True(DnsMessage.TryDecode(await request.Content.ReadAsByteArrayAsync(Cancellation), out query, out _));
            return Reply(Answer(query), age: 100);
        });

        var reply = await resolver.QueryAsync(Question, Cancellation);

        Assert.Equal((0, true, Question), (query!.Id, query.RecursionDesired, query.Questions[0]));
        Assert.Equal("_acme-challenge.example.com 500 IN TXT \"value\"", Assert.Single(reply.Answers).ToString());
    }

    [Fact]
    public async Task An_answer_older_than_its_TTL_has_none_left()
    {
        using var resolver = Resolver(async request => Reply(Answer(await QueryOf(request)), age: 10_000));

        Assert.Equal(0, Assert.Single((await resolver.QueryAsync(Question, Cancellation)).Answers).Ttl.Seconds);
    }

    public static TheoryData<string, DnsQueryFault, string> Wrong => new()
    {
        { "status", DnsQueryFault.Refused, "HTTP status 404" },
        { "redirect", DnsQueryFault.Refused, "HTTP status 302" },
        { "page", DnsQueryFault.Unreadable, "no DNS message" },
        { "long", DnsQueryFault.Unreadable, "no DNS message" },
        { "garbage", DnsQueryFault.Unreadable, "cannot be taken" },
        { "other", DnsQueryFault.Unreadable, "another question" },
        { "query", DnsQueryFault.Unreadable, "cannot be taken" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_no_reply_to_the_question_is_told_without_the_subscribers_path(string kind, DnsQueryFault fault, string told)
    {
        using var resolver = Resolver(async request =>
        {
            var query = await QueryOf(request);
            return kind switch
            {
                "status" => new HttpResponseMessage(HttpStatusCode.NotFound),
                "redirect" => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://elsewhere.example.com/") } },
                "page" => FakeHost.Json("<html>sign in</html>"),
                "long" => Reply(new byte[70_000]),
                "garbage" => Reply([1, 2, 3]),
                "other" => Reply((Answer(query) with { Questions = [Question with { Name = DnsName.Parse("other.example.com") }] }).Encode()),
                _ => Reply(query.Encode()),
            };
        });

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => resolver.QueryAsync(Question, Cancellation));

        Assert.Equal(fault, failure.Fault);
        Assert.Contains(told, failure.Explanation.English, StringComparison.Ordinal);
        Assert.StartsWith("asked https://dns.example.com for _acme-challenge.example.com IN TXT: ", failure.Explanation.English, StringComparison.Ordinal);
        Assert.DoesNotContain("tok3n", failure.Explanation.English + failure.Explanation.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_in_time()
    {
        var clock = new ManualClock();
        var hang = new TaskCompletionSource<HttpResponseMessage>();
        using var resolver = new HttpsResolver(Address, new Handler(_ => hang.Task), clock);

        var asking = resolver.QueryAsync(Question, Cancellation);
        clock.Advance(HttpsResolver.Limit);

        Assert.Equal(DnsQueryFault.TimedOut, (await Assert.ThrowsAsync<DnsQueryException>(() => asking)).Fault);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable_with_the_reason()
    {
        using var resolver = new HttpsResolver(new Uri("http://127.0.0.1:1/dns-query"), new HttpConnectionOptions(), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => resolver.QueryAsync(Question, Cancellation));

        Assert.Equal(DnsQueryFault.Unreachable, failure.Fault);
        Assert.Contains("connection refused", failure.Explanation.English, StringComparison.Ordinal);
    }

    private static HttpsResolver Resolver(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) => new(Address, new Handler(answer), TimeProvider.System);

    private static DnsMessage Answer(DnsMessage query) => query.ToReply() with
    {
        RecursionAvailable = true,
        Answers = [new DnsRecord(query.Questions[0].Name, new Ttl(600), TxtData.OfText("value"))],
    };

    private static async Task<DnsMessage> QueryOf(HttpRequestMessage request) =>
        DnsMessage.TryDecode(await request.Content!.ReadAsByteArrayAsync(Cancellation), out var query, out var why) ? query : throw new InvalidOperationException(why);

    private static HttpResponseMessage Reply(DnsMessage message, int age) => Reply(message.Encode(), age);

    private static HttpResponseMessage Reply(byte[] octets, int age = 0) => new(HttpStatusCode.OK)
    {
        Headers = { Age = TimeSpan.FromSeconds(age) },
        Content = new ByteArrayContent(octets) { Headers = { ContentType = new MediaTypeHeaderValue("application/dns-message") } },
    };

    private sealed class Handler(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request).WaitAsync(cancellationToken);
    }
}
