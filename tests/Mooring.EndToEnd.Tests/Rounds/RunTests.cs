using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>The daemon: signals, a configuration that changes, two of them on one state, commands beside it.</summary>
public sealed class RunTests
{
    /// <summary>Far less than a call's time limit or the pause between rounds, which it would otherwise wait for.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task SIGTERM_between_rounds_ends_it_with_0()
    {
        await using var harbour = await OpenAsync("203.0.113.1");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");

        await daemon.SignalAsync("TERM");
        var result = await daemon.EndsAsync(Soon);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["nas A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task Where_it_is_asked_for_SIGTERM_deletes_our_address_records_and_a_reload_deletes_nothing()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.1, allow: [documentation] }
            daemon: { delete-on-stop: true }
            records:
              - { name: nas.example.com, account: home, address: four }
              - { name: note.example.com, account: home, type: TXT, value: stays }
            """);
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");
        await daemon.SignalAsync("HUP");
        await daemon.SaysAsync("configuration read again");
        await daemon.SaysAsync("round done", times: 2);
        Assert.Contains("nas A 203.0.113.1", await harbour.RecordsAsync("example.com"));

        await daemon.SignalAsync("TERM");
        var result = await daemon.EndsAsync(TimeSpan.FromSeconds(10));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["note TXT stays"], await harbour.RecordsAsync("example.com"));
        Assert.Contains("deleted 203.0.113.1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_to_people_is_in_their_language()
    {
        await using var harbour = await OpenAsync("203.0.113.1");
        await using var daemon = RunningProgram.Start(harbour, "run", "--language", "zh");
        await daemon.SaysAsync("每 5 分钟一轮");
        await daemon.SaysAsync("已添加 203.0.113.1");

        await daemon.SignalAsync("HUP");
        await daemon.SaysAsync("已重新读取配置");
        await harbour.WriteAsync("accounts: [\n");
        await daemon.SaysAsync("继续使用旧配置");
        await daemon.SignalAsync("TERM");

        Assert.Contains("正在停止", (await daemon.EndsAsync(Soon)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_during_a_call_that_hangs_ends_it_with_0_and_the_next_run_makes_one_record()
    {
        await using var harbour = await OpenAsync("203.0.113.1");
        harbour.World.Faults.Add(new FaultRule(FaultKind.Hang) { Action = "AddDomainRecord", Count = 1, After = true });
        await using var relay = new Relay(harbour.Port(Cloud.Alidns));
        var asked = new TaskCompletionSource();
        relay.Before("AddDomainRecord", 1, asked.SetResult);
        await harbour.WriteAsync((await File.ReadAllTextAsync(harbour.ConfigurationFile, TestContext.Current.CancellationToken))
            .Replace(harbour.Endpoint(Cloud.Alidns), relay.Endpoint, StringComparison.Ordinal));
        await using var daemon = RunningProgram.Start(harbour);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        await daemon.SignalAsync("TERM");
        var result = await daemon.EndsAsync(Soon);
        var next = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Equal(["nas A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_ends_update_with_the_code_of_the_signal(string signal, int code)
    {
        await using var harbour = await OpenAsync("203.0.113.1");
        harbour.World.Faults.Add(new FaultRule(FaultKind.Hang) { Action = "DescribeDomains" });
        await using var update = RunningProgram.Start(harbour, "update");
        while (harbour.World.Calls.Entries.IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await update.SignalAsync(signal);
        var result = await update.EndsAsync(Soon);

        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Empty(await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task A_saved_file_is_read_again_and_so_it_is_on_SIGHUP()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "nas A 203.0.113.1")));
        await ConfigureAsync(harbour, "203.0.113.1");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");

        // Its observation is fresh, so that only a reason to look again lets it see this.
        harbour.Edit("example.com", records => [.. records.Select(record => record.Name == "nas" ? record with { Value = "192.0.2.1" } : record)]);
        await daemon.SignalAsync("HUP");
        await daemon.SaysAsync("configuration read again");
        await daemon.SaysAsync("192.0.2.1 -> 203.0.113.1");

        await ConfigureAsync(harbour, "203.0.113.2");
        await daemon.SaysAsync("203.0.113.1 -> 203.0.113.2");
        Assert.Equal(["nas A 203.0.113.2"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task A_broken_new_file_leaves_the_old_one_running_and_says_so()
    {
        await using var harbour = await OpenAsync("203.0.113.1");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");

        await harbour.WriteAsync("accounts:\n  home: { provider: alidn }\nrecords: [\n");
        await daemon.SaysAsync("the old one keeps running");
        await daemon.SaysAsync("mooring.yaml:");

        await ConfigureAsync(harbour, "203.0.113.2");
        await daemon.SaysAsync("configuration read again");
        await daemon.SaysAsync("-> 203.0.113.2");
        Assert.Equal(["nas A 203.0.113.2"], await harbour.RecordsAsync("example.com"));
        await daemon.SignalAsync("TERM");
        Assert.Equal(0, (await daemon.EndsAsync(Soon)).ExitCode);
    }

    [Fact]
    public async Task A_second_one_on_the_same_state_is_exit_code_2_and_names_the_first_while_commands_work_beside_it()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "nas A 203.0.113.1")));
        await ConfigureAsync(harbour, "203.0.113.1");
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");

        var second = await harbour.RunAsync("run");
        harbour.Edit("example.com", records => [.. records.Select(record => record.Name == "nas" ? record with { Value = "192.0.2.1" } : record)]);
        var update = await harbour.RunAsync("update");
        var set = await harbour.RunAsync("records", "set", "www.example.com", "A", "192.0.2.2");

        Assert.True(second.ExitCode == 2, second.ToString());
        Assert.Contains($"process {daemon.Id}", second.Error, StringComparison.Ordinal);
        Assert.True(update.ExitCode == 0, update.ToString());
        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.Equal(["nas A 203.0.113.1", "www A 192.0.2.2"], await harbour.RecordsAsync("example.com"));

        await daemon.SignalAsync("KILL");
        await daemon.EndsAsync(Soon);
        await using var successor = RunningProgram.Start(harbour);
        await successor.SaysAsync("round done");
    }

    private static async Task<Harbour> OpenAsync(string address)
    {
        var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, address);
        return harbour;
    }

    private static Task ConfigureAsync(Harbour harbour, string address) => harbour.ConfigureAsync($$"""
        addresses:
          four: { family: ipv4, source: static, value: {{address}}, allow: [documentation] }
        daemon: { interval: 5m }
        records:
          - { name: nas.example.com, account: home, address: four }
        """);
}
