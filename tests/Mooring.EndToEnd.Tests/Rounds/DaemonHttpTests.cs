using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>The daemon's HTTP interface, as router scripts and monitors use it.</summary>
public sealed partial class DaemonHttpTests
{
    [Fact]
    public async Task A_trigger_makes_a_round_at_once_and_metrics_and_health_tell_of_it()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, "127.0.0.1:0");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");
        using var client = new HttpClient { BaseAddress = new Uri(Listening().Match(daemon.Said).Groups["url"].Value) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "router-token");

        using var answer = await client.PostAsync(new Uri("/api/v1/trigger", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await daemon.SaysAsync("round done", times: 2);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        using var health = await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Contains("mooring_rounds_total{result=\"done\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("mooring_changes_total{action=\"add\",outcome=\"applied\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("mooring_address_known{source=\"four\",family=\"ipv4\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Matches(@"mooring_api_calls_total\{provider=""alidns"",account=""home""\} [1-9]", metrics);
        Assert.Matches(@"mooring_clock_offset_seconds\{peer=""alidns""\} ", metrics);
        Assert.DoesNotContain("sandbox-secret", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("router-token", daemon.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_has_to_be_waited_for_there_is_no_round_of_nothing_before()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync($$"""
            addresses:
              wan4: { family: ipv4, source: probe, probes: ["http://127.0.0.1:{{harbour.Sandbox.Ports.Echo}}/ip"], agree: 1, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: wan4 }
            """);
        await using var daemon = RunningProgram.Start(harbour);

        await daemon.SaysAsync("round done");

        Assert.Contains("+ nas.example.com A  added 203.0.113.1", daemon.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_and_only_a_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, address);

        var start = await harbour.RunAsync("run");
        await ConfigureAsync(harbour, "127.0.0.1:0");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");
        await ConfigureAsync(harbour, address);
        await daemon.SaysAsync("it is in use");
        taken.Stop();
        await daemon.SaysAsync($"listening on http://{address}");

        Assert.True(start.ExitCode == 2, start.ToString());
        Assert.Contains("it is in use. End the program that holds it", start.Error, StringComparison.Ordinal);
        Assert.Equal(["nas A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
    }

    private static Task ConfigureAsync(Harbour harbour, string listen) => harbour.ConfigureAsync($$"""
        addresses:
          four: { family: ipv4, source: static, value: 203.0.113.1, allow: [documentation] }
        daemon: { interval: 10s }
        console: { listen: "{{listen}}", tokens: [ { token: router-token, scopes: trigger } ] }
        records:
          - { name: nas.example.com, account: home, address: four }
        """);

    [GeneratedRegex("listening on (?<url>http://[0-9.:]+)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Listening();
}
