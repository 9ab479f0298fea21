using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Telling;
using Mooring.Testing;
using Mooring.Web;
using Mooring.Web.Httpreq;
using Mooring.Web.Metering;

namespace Mooring.Tests.Web;

public sealed class DaemonServerTests : IAsyncLifetime
{
    private const string Value = "ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI";

    private static readonly ConsoleSettings Settings = new(
        new IPEndPoint(IPAddress.Loopback, 0),
        [
            new(new Secret("trigger-token"), ["trigger"], []), new(new Secret("metrics-token"), ["metrics"], []),
            new(new Secret("lego-token"), ["httpreq"], [DomainName.Parse("example.com")]), new(new Secret("lego-token"), ["httpreq"], [DomainName.Parse("www.example.org")]),
        ],
        []);

    private readonly ManualClock time = new();
    private readonly FakeDesk desk = new();
    private readonly RoundTrigger trigger;
    private readonly Pulse pulse;
    private readonly DaemonMetrics metrics;
    private readonly HttpClient client = new();
    private DaemonServer server = null!;

    public DaemonServerTests()
    {
        (trigger, pulse, metrics) = (new RoundTrigger(time), new Pulse(time), new DaemonMetrics(time));
        pulse.Expect(TimeSpan.FromMinutes(5));
    }

    public async ValueTask InitializeAsync()
    {
        server = await DaemonServer.StartAsync(Settings.Listen, new DaemonPages(() => Settings, trigger, pulse, metrics.Text, new HttpreqPages(desk, time)).AnswerAsync, TestContext.Current.CancellationToken);
        client.BaseAddress = new Uri(server.Address);
    }

    [Fact]
    public async Task Health_needs_no_token_and_tells_why_it_is_none()
    {
        var before = await SendAsync(HttpMethod.Get, "/healthz");
        pulse.Beat();
        var after = await SendAsync(HttpMethod.Get, "/healthz");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no round has ended yet, 0 s after the start\n"), before);
        Assert.Equal((HttpStatusCode.OK, "ok\n"), after);
    }

    [Fact]
    public async Task Metrics_need_no_token_on_this_machine_but_one_behind_a_proxy()
    {
        var local = await SendAsync(HttpMethod.Get, "/metrics");
        var proxied = await SendAsync(HttpMethod.Get, "/metrics", request => request.Headers.Add("X-Forwarded-For", "192.0.2.1"));
        var known = await SendAsync(HttpMethod.Get, "/metrics", request =>
        {
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "metrics-token");
        });

        Assert.Equal(HttpStatusCode.OK, local.Status);
        Assert.Contains("# TYPE mooring_rounds_total counter", local.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, proxied.Status);
        Assert.Equal(HttpStatusCode.OK, known.Status);
    }

    [Theory]
    [InlineData("Bearer", "trigger-token", HttpStatusCode.Accepted)]
    [InlineData("Basic", "cm91dGVyOnRyaWdnZXItdG9rZW4=", HttpStatusCode.Accepted)]
    [InlineData("Bearer", "metrics-token", HttpStatusCode.Forbidden)]
    [InlineData("Bearer", "wrong-token", HttpStatusCode.Unauthorized)]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    public async Task A_trigger_needs_a_token_with_its_scope(string? scheme, string? parameter, HttpStatusCode status)
    {
        var answer = await TriggerAsync(scheme, parameter);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == HttpStatusCode.Accepted, trigger.Called.IsCompleted);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(answer.Body).RootElement.ValueKind);
    }

    [Fact]
    public async Task Too_many_triggers_are_refused()
    {
        for (var i = 0; i < RoundTrigger.Burst; i++)
        {
            await TriggerAsync("Bearer", "trigger-token");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TriggerAsync("Bearer", "trigger-token")).Status);
    }

    [Theory]
    [InlineData("Host", "evil.example.net")]
    [InlineData("Origin", "http://127.0.0.1:9053")]
    [InlineData("Origin", "null")]
    public async Task A_page_in_a_browser_is_refused_even_with_a_token(string header, string value)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/trigger", request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "trigger-token");
            request.Headers.TryAddWithoutValidation(header, value);
        });
        var health = await SendAsync(HttpMethod.Get, "/healthz", request => request.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(HttpStatusCode.Forbidden, health.Status);
        Assert.False(trigger.Called.IsCompleted);
    }

    [Theory]
    [InlineData("GET", "/api/v1/trigger", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/healthz", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/httpreq/present", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/httpreq/cleanup", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/present", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/metrics/../healthz/x", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_said(string method, string path, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync(new HttpMethod(method), path)).Status);

    [Theory]
    [InlineData("present", "_acme-challenge.example.com.", "published example.com ")]
    [InlineData("present", "_ACME-challenge.A.b.Example.com", "published a.b.example.com ")]
    [InlineData("cleanup", "_acme-challenge.www.example.org.", "removed www.example.org ")]
    public async Task Lego_publishes_and_removes_by_httpreq(string action, string fqdn, string done)
    {
        var answer = await HttpreqAsync(action, $$"""{"fqdn":"{{fqdn}}","value":"{{Value}}"}""" + "\n");

        Assert.Equal((HttpStatusCode.OK, $"{{\"status\":\"{done.Split(' ')[0]}\"}}\n"), answer);
        Assert.Equal([done + Value], desk.Done);
        Assert.Equal("example.com www.example.org", string.Join(' ', desk.Within));
    }

    [Fact]
    public async Task Lego_in_its_mode_RAW_leaves_the_value_to_us()
    {
        // The vector of RFC 8555's key authorization for the key of RFC 7515, appendix A.3.
        var answer = await HttpreqAsync("present", """
            {"domain":"*.example.com","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA",
             "keyAuth":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA.oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["published example.com ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI"], desk.Done);
    }

    [Theory]
    [InlineData("""{"fqdn":"_acme-challenge.example.net.","value":"VALUE"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"fqdn":"_acme-challenge.notexample.com.","value":"VALUE"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"fqdn":"_acme-challenge.example.org.","value":"VALUE"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"domain":"example.net","token":"t","keyAuth":"t.VALUE"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"fqdn":"www.example.com.","value":"VALUE"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.","value":"VALUE"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.*.example.com.","value":"VALUE"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge..example.com.","value":"VALUE"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.example.com.","value":"VALUEx"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.example.com.","value":"ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6l+"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.example.com.","value":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.example.com.","value":7}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"fqdn":"_acme-challenge.example.com."}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"domain":"example.com","token":"other","keyAuth":"t.VALUE"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"domain":"example.com","token":"t","keyAuth":"t"}""", HttpStatusCode.BadRequest)]
    [InlineData("""["fqdn","value"]""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("<html>", HttpStatusCode.BadRequest)]
    public async Task What_is_no_challenge_of_the_tokens_domains_is_refused_with_the_reason(string body, HttpStatusCode status)
    {
        foreach (var action in (string[])["present", "cleanup"])
        {
            var answer = await HttpreqAsync(action, body.Replace("VALUE", Value, StringComparison.Ordinal));

            Assert.Equal(status, answer.Status);
            Assert.NotEmpty(JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetProperty("message").GetString()!);
        }

        Assert.Empty(desk.Done);
    }

    [Theory]
    [InlineData("trigger-token", HttpStatusCode.Forbidden)]
    [InlineData("wrong-token", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Httpreq_needs_a_token_with_its_scope_even_on_this_machine(string? token, HttpStatusCode status)
    {
        Assert.Equal(status, (await HttpreqAsync("present", $$"""{"fqdn":"_acme-challenge.example.com.","value":"{{Value}}"}""", token)).Status);

        Assert.Empty(desk.Done);
    }

    [Theory]
    [InlineData("Host", "evil.example.net")]
    [InlineData("Origin", "http://127.0.0.1:9053")]
    public async Task Httpreq_takes_no_page_in_a_browser(string header, string value)
    {
        var answer = await HttpreqAsync("present", $$"""{"fqdn":"_acme-challenge.example.com.","value":"{{Value}}"}""", more: request => request.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(desk.Done);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public async Task A_body_beyond_the_limit_is_refused(int length) =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await HttpreqAsync("present", new string(' ', length))).Status);

    [Theory]
    [InlineData(null, HttpStatusCode.UnprocessableEntity, "no name")]
    [InlineData(DnsFault.NotFound, HttpStatusCode.UnprocessableEntity, "no account here holds a zone")]
    [InlineData(DnsFault.Throttled, HttpStatusCode.BadGateway, "throttled (Code)")]
    public async Task A_failure_says_what_kind_it_is_and_nothing_of_the_account(DnsFault? fault, HttpStatusCode status, string message)
    {
        desk.Failure = new ChallengeException(Text.Same(fault is null ? "no name" : "zones that the keys can see: example.net"), fault) { Code = "Code" };

        var answer = await HttpreqAsync("present", $$"""{"fqdn":"_acme-challenge.example.com.","value":"{{Value}}"}""");

        Assert.Equal(status, answer.Status);
        Assert.Contains(message, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("example.net", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_ends()
    {
        desk.Work = stop => Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        var answer = HttpreqAsync("present", $$"""{"fqdn":"_acme-challenge.example.com.","value":"{{Value}}"}""");
        await desk.Busy.WaitAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await answer).Status);
    }

    [Fact]
    public async Task A_caller_that_goes_away_ends_its_request()
    {
        var ended = new TaskCompletionSource();
        desk.Work = async stop =>
        {
            await using var registration = stop.Register(ended.SetResult);
            await ended.Task;
            stop.ThrowIfCancellationRequested();
        };
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var body = $$"""{"fqdn":"_acme-challenge.example.com.","value":"{{Value}}"}""";
        await caller.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"POST /httpreq/present HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer lego-token\r\nContent-Length: {body.Length}\r\n\r\n{body}"), TestContext.Current.CancellationToken);
        await desk.Busy.WaitAsync(TestContext.Current.CancellationToken);

        caller.Client.Close(timeout: 0);

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_head_beyond_the_limit_is_refused()
    {
        var answer = await SendAsync(HttpMethod.Get, "/healthz", request => request.Headers.Add("X-Long", new string('x', 20_000)));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.Status);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_exit_code_2_with_the_mend()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var refusal = await Assert.ThrowsAsync<CommandException>(() =>
            DaemonServer.StartAsync((IPEndPoint)taken.LocalEndpoint, _ => Task.CompletedTask, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains("console.listen", refusal.Text.English, StringComparison.Ordinal);
        Assert.Contains("it is in use", refusal.Text.English, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        metrics.Dispose();
        await server.DisposeAsync();
    }

    private Task<(HttpStatusCode Status, string Body)> TriggerAsync(string? scheme, string? parameter) => SendAsync(HttpMethod.Post, "/api/v1/trigger", request =>
        request.Headers.Authorization = scheme is null ? null : new AuthenticationHeaderValue(scheme, parameter));

    private Task<(HttpStatusCode Status, string Body)> HttpreqAsync(string action, string body, string? token = "lego-token", Action<HttpRequestMessage>? more = null) =>
        SendAsync(HttpMethod.Post, $"/httpreq/{action}", request =>
        {
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"lego:{token}")));
            request.Content = new StringContent(body);
            more?.Invoke(request);
        });

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        more?.Invoke(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed class FakeDesk : IChallengeDesk
    {
        private readonly TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Done { get; } = [];

        public IReadOnlyList<DomainName> Within { get; private set; } = [];

        public ChallengeException? Failure { get; set; }

        public Func<CancellationToken, Task> Work { get; set; } = _ => Task.CompletedTask;

        /// <summary>Completed when it works.</summary>
        public Task Busy => busy.Task;

        public Task PublishAsync(Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation) => DoAsync("published", challenge, within, cancellation);

        public Task RemoveAsync(Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation) => DoAsync("removed", challenge, within, cancellation);

        private async Task DoAsync(string what, Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation)
        {
            Within = within;
            busy.TrySetResult();
            await Work(cancellation);
            if (Failure is not null)
            {
                throw Failure;
            }

            Done.Add($"{what} {challenge.Domain} {challenge.Value}");
        }
    }
}
