using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests;

/// <summary>Notifications by the real program, to a small server on loopback.</summary>
public sealed class NotifyTests
{
    [Fact]
    public async Task A_trial_message_arrives_and_one_that_is_refused_is_exit_code_1()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var good = new HookServer();
        await using var bad = new HookServer { Answer = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n" };
        await ConfigureAsync(harbour, good.Url, bad.Url, "203.0.113.1");

        var all = await harbour.RunAsync("notify", "test", "--output", "json");
        var one = await harbour.RunAsync("notify", "test", "--to", "1", "--language", "zh");
        var none = await harbour.RunAsync("notify", "test", "--to", "3");

        Assert.True(all.ExitCode == 1, all.ToString());
        Assert.Equal(["1 webhook True", "2 bark False"], all.Json.GetProperty("results").EnumerateArray()
            .Select(result => $"{result.GetProperty("to")} {result.GetProperty("kind")} {result.GetProperty("sent")}"));
        Assert.Equal("test", Body(await good.NextAsync(TestContext.Current.CancellationToken)).GetProperty("event").GetString());
        Assert.True(one.ExitCode == 0, one.ToString());
        Assert.Equal("1 webhook：已发送\n", one.Output);
        Assert.True(none.ExitCode == 2, none.ToString());
        Assert.DoesNotContain(bad.Url, all.Output + all.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daemon_tells_of_a_change_a_failure_and_its_end_while_another_hook_hangs()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var good = new HookServer();
        await using var hanging = new HookServer { Answer = null };
        await ConfigureAsync(harbour, good.Url, hanging.Url, "203.0.113.1");
        await using var daemon = RunningProgram.Start(harbour);

        var changed = Body(await good.NextAsync(TestContext.Current.CancellationToken));
        await harbour.PostAsync("faults", """{"action":"UpdateDomainRecord","kind":"code","status":403,"code":"Forbidden.RAM"}""");
        await ConfigureAsync(harbour, good.Url, hanging.Url, "203.0.113.2");
        var failed = Body(await good.NextAsync(TestContext.Current.CancellationToken));
        await harbour.DeleteAsync("faults");
        await daemon.SignalAsync("HUP");
        var changedAgain = Body(await good.NextAsync(TestContext.Current.CancellationToken));
        var recovered = Body(await good.NextAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["changed", "failed", "changed", "recovered"], new[] { changed, failed, changedAgain, recovered }.Select(body => body.GetProperty("event").GetString()));
        Assert.Contains("nas.example.com A: + 203.0.113.1", changed.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("203.0.113.2", changedAgain.GetProperty("ipv4").GetProperty("address").GetString());
        Assert.Contains("works again after", recovered.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox-secret", failed.GetRawText(), StringComparison.Ordinal);
        await daemon.SignalAsync("TERM");
        Assert.Equal(0, (await daemon.EndsAsync(TimeSpan.FromSeconds(5))).ExitCode);
    }

    private static JsonElement Body(string request) => JsonDocument.Parse(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).RootElement;

    private static Task ConfigureAsync(Harbour harbour, string one, string other, string address) => harbour.ConfigureAsync($$"""
        addresses:
          four: { family: ipv4, source: static, value: {{address}}, allow: [documentation] }
        records:
          - { name: nas.example.com, account: home, address: four }
        notify:
          - { webhook: { url: "{{one}}" }, events: [changed, failed, recovered] }
          - { bark: { url: "{{other}}" }, events: [changed, failed] }
        """);
}
