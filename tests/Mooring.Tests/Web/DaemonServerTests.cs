using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Telling;
using Mooring.Testing;
using Mooring.Web;
using Mooring.Web.Metering;

namespace Mooring.Tests.Web;

public sealed class DaemonServerTests : IAsyncLifetime
{
    private static readonly ConsoleSettings Settings = new(
        new IPEndPoint(IPAddress.Loopback, 0),
        [new(new Secret("trigger-token"), ["trigger"], []), new(new Secret("metrics-token"), ["metrics"], [])],
        []);

    private readonly ManualClock time = new();
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
        server = await DaemonServer.StartAsync(Settings.Listen, new DaemonPages(() => Settings, trigger, pulse, metrics.Text).AnswerAsync, TestContext.Current.CancellationToken);
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
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/metrics/../healthz/x", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_said(string method, string path, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync(new HttpMethod(method), path)).Status);

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

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        more?.Invoke(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
