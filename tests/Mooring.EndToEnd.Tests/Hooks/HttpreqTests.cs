using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Hooks;

/// <summary>The daemon as lego's <c>httpreq</c> provider.</summary>
public sealed partial class HttpreqTests
{
    private const string Value = "ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI";
    private static readonly PeerProgram Lego = new("lego", "lego");

    public static readonly TheoryData<string> Clouds = new() { "alidns", "dnspod" };

    [Theory]
    [InlineData("alidns", "")]
    [InlineData("dnspod", "RAW")]
    public async Task Lego_gets_a_wildcard_certificate_in_both_of_its_modes(string cloud, string mode)
    {
        await using var harbour = await OpenAsync(cloud);
        await using var pebble = await OtherClient.StartPebbleAsync(harbour, Lego);
        await using var daemon = RunningProgram.Start(harbour);

        var result = await OtherClient.RunAsync(harbour, "lego", new()
        {
            ["HTTPREQ_ENDPOINT"] = $"{await AddressAsync(daemon)}/httpreq", ["HTTPREQ_MODE"] = mode, ["HTTPREQ_USERNAME"] = "lego", ["HTTPREQ_PASSWORD"] = "lego-token",
            ["LEGO_DISABLE_CNAME_SUPPORT"] = "true", ["LEGO_CA_CERTIFICATES"] = pebble.Roots,
        }, "--server", pebble.Directory, "--accept-tos", "--email", "me@example.org", "--path", Path.Combine(harbour.Directory, "lego"), "--dns", "httpreq",
            "--dns.disable-cp", "--dns.resolvers", $"127.0.0.1:{harbour.Sandbox.Ports.Dns}", "-d", "*.example.org", "-d", "example.org", "run");

        Assert.True(result.ExitCode == 0, $"{result}\n{daemon.Said}");
        Assert.True(File.Exists(Path.Combine(harbour.Directory, "lego", "certificates", "_.example.org.crt")), result.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
        Assert.DoesNotContain("lego-token", daemon.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_without_a_call_to_the_cloud()
    {
        await using var harbour = await OpenAsync("alidns");
        await using var daemon = RunningProgram.Start(harbour);
        using var client = await ClientAsync(daemon);

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(client, "present", "_acme-challenge.example.org.", Value, token: "guess"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(client, "present", "_acme-challenge.example.org.", Value, token: "router-token"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(client, "present", "_acme-challenge.example.com.", Value));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(client, "present", "www.example.org.", Value));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(client, "present", "_acme-challenge.example.org.", "v=spf1 -all"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(client, "cleanup", "_acme-challenge.example.com.", Value));

        Assert.Empty(await harbour.CallsAsync());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task An_alias_leads_only_where_the_token_may_go()
    {
        await using var harbour = await OpenAsync("alidns");
        harbour.Edit("example.org", records => records
            .Add(harbour.Record(Cloud.Alidns, "_acme-challenge.in CNAME proofs.example.org"))
            .Add(harbour.Record(Cloud.Alidns, "_acme-challenge.out CNAME _acme-challenge.example.com")));
        await using var daemon = RunningProgram.Start(harbour);
        using var client = await ClientAsync(daemon);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, "present", "_acme-challenge.in.example.org.", Value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(client, "present", "_acme-challenge.out.example.org.", Value));

        Assert.Contains($"proofs TXT {Value}", await harbour.RecordsAsync("example.org"));
        Assert.Empty(await harbour.RecordsAsync("example.com"));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Many_at_once_share_a_zone_and_what_they_published_outlives_the_daemon(string cloud)
    {
        await using var harbour = await OpenAsync(cloud);
        string[] values = [.. Enumerable.Range(10, 12).Select(i => $"{Value[..41]}{i}")];
        await using (var first = RunningProgram.Start(harbour))
        {
            using var client = await ClientAsync(first);

            var added = await Task.WhenAll(values.Select(value => PostAsync(client, "present", "_acme-challenge.example.org.", value)));

            Assert.All(added, status => Assert.Equal(HttpStatusCode.OK, status));
            await first.SignalAsync("TERM");
            Assert.Equal(0, (await first.EndsAsync()).ExitCode);
        }

        Assert.Equal(values.Select(value => $"_acme-challenge TXT {value}").Append(Hook.Foreign).Order(StringComparer.Ordinal), await harbour.RecordsAsync("example.org"));
        await using var second = RunningProgram.Start(harbour);
        using var other = await ClientAsync(second);

        var removed = await Task.WhenAll(values.Append(values[0]).Select(value => PostAsync(other, "cleanup", "_acme-challenge.example.org.", value)));

        Assert.All(removed, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task A_configuration_read_again_meanwhile_waits_for_no_request_and_fails_none()
    {
        await using var harbour = await OpenAsync("alidns");
        await using var relay = new Relay(harbour.Sandbox.Ports.Alidns);
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        relay.Before("AddDomainRecord", 1, () =>
        {
            reached.SetResult();
            return release.Task;
        });
        await ConfigureAsync(harbour, Cloud.Alidns, relay.Endpoint);
        await using var daemon = RunningProgram.Start(harbour);
        using var client = await ClientAsync(daemon);

        var present = PostAsync(client, "present", "_acme-challenge.example.org.", Value);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        await ConfigureAsync(harbour, Cloud.Alidns, relay.Endpoint, "daemon: { interval: 7m }");
        await daemon.SaysAsync("configuration read again");
        await daemon.SaysAsync("round done", times: 2);
        Assert.False(present.IsCompleted);
        release.SetResult();

        Assert.Equal(HttpStatusCode.OK, await present);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, "cleanup", "_acme-challenge.example.org.", Value));
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task A_daemon_that_is_stopped_meanwhile_ends_and_the_next_one_removes_what_may_stand()
    {
        await using var harbour = await OpenAsync("alidns");
        await harbour.PostAsync("faults", """{"provider":"alidns","action":"AddDomainRecord","kind":"hang","when":"after"}""");
        await using (var first = RunningProgram.Start(harbour))
        {
            using var client = await ClientAsync(first);
            var present = PostAsync(client, "present", "_acme-challenge.example.org.", Value);
            await UntilHoldsAsync(harbour, $"_acme-challenge TXT {Value}", Hook.Foreign);

            await first.SignalAsync("TERM");
            Assert.Equal(0, (await first.EndsAsync()).ExitCode);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => present);
        }

        await harbour.DeleteAsync("faults");
        await using var second = RunningProgram.Start(harbour);

        await UntilHoldsAsync(harbour, Hook.Foreign);
    }

    private static async Task UntilHoldsAsync(Harbour harbour, params string[] records)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (!(await harbour.RecordsAsync("example.org")).SequenceEqual(records, StringComparer.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<Harbour> OpenAsync(string cloud)
    {
        var (harbour, at) = (await Harbour.OpenAsync(), cloud == "alidns" ? Cloud.Alidns : Cloud.Dnspod);
        await ConfigureAsync(harbour, at, harbour.Endpoint(at));
        harbour.AddZone(at, "example.org", Hook.Foreign);
        return harbour;
    }

    private static Task ConfigureAsync(Harbour harbour, Cloud cloud, string endpoint, string more = "") => harbour.WriteAsync($$"""
        accounts: { home: {{cloud.Settings(endpoint)}} }
        state: {{harbour.State}}
        dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
        console: { listen: "127.0.0.1:0", tokens: [ { token: router-token, scopes: trigger }, { token: lego-token, scopes: httpreq, domains: example.org } ] }
        {{more}}
        """);

    private static async Task<string> AddressAsync(RunningProgram daemon)
    {
        await daemon.SaysAsync("listening on");
        return Listening().Match(daemon.Said).Groups["url"].Value;
    }

    private static async Task<HttpClient> ClientAsync(RunningProgram daemon) => new() { BaseAddress = new Uri($"{await AddressAsync(daemon)}/httpreq/") };

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string action, string fqdn, string value, string token = "lego-token")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action, UriKind.Relative)) { Content = JsonContent.Create(new { fqdn, value }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [GeneratedRegex("listening on (?<url>http://[0-9.:]+)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Listening();
}
