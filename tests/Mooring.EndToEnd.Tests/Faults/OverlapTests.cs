using System.Diagnostics;
using System.Globalization;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>Two runs on one state at the same time, as of cron jobs that overtake each other: a name ends with one record, and the second run's.</summary>
public abstract class OverlapTests
{
    private const string Zone = "sub.example.org";

    private protected abstract Cloud Cloud { get; }

    [Fact]
    public async Task A_run_that_overtakes_another_waits_for_its_addition_and_changes_that_record()
    {
        await using var harbour = await OpenAsync();
        using var first = await StartHeldAsync(harbour);
        await ConfigureAsync(harbour, "203.0.113.10");

        var second = await harbour.RunAsync("update", "--output", "json");
        var result = await MooringProgram.FinishAsync(first);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(["a A 203.0.113.10"], await harbour.RecordsAsync(Zone));
        Assert.Equal(1, second.Json.GetProperty("summary").GetProperty("updated").GetInt32());
    }

    [Fact]
    public async Task A_record_set_by_hand_waits_for_a_run_too()
    {
        await using var harbour = await OpenAsync();
        using var first = await StartHeldAsync(harbour);

        var second = await harbour.RunAsync("records", "set", $"a.{Zone}", "A", "203.0.113.10");
        await MooringProgram.FinishAsync(first);

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(["a A 203.0.113.10"], await harbour.RecordsAsync(Zone));
    }

    [Fact]
    public async Task Looking_waits_for_nobody()
    {
        await using var harbour = await OpenAsync();
        using var first = await StartHeldAsync(harbour, TimeSpan.FromMinutes(10));

        var plan = await harbour.RunAsync("plan", "--output", "json");
        first.Kill();

        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.Equal(1, plan.Json.GetProperty("summary").GetProperty("added").GetInt32());
        await MooringProgram.FinishAsync(first);
    }

    [Fact]
    public async Task A_run_that_was_killed_while_it_wrote_keeps_nobody_waiting()
    {
        await using var harbour = await OpenAsync();
        using var first = await StartHeldAsync(harbour, TimeSpan.FromMinutes(10));
        first.Kill();
        await MooringProgram.FinishAsync(first);

        var second = await harbour.RunAsync("update").WaitAsync(TimeSpan.FromSeconds(50), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(["a A 203.0.113.9"], await harbour.RecordsAsync(Zone));
    }

    /// <summary>A run that has listed and is about to add, while the cloud takes its time.</summary>
    private async Task<Process> StartHeldAsync(Harbour harbour, TimeSpan? delay = null)
    {
        var milliseconds = (delay ?? TimeSpan.FromSeconds(5)).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        await harbour.PostAsync("faults", $$"""{ "provider": "{{Cloud.Word}}", "action": "{{Cloud.Add}}", "kind": "delay", "delayMilliseconds": {{milliseconds}}, "count": 1 }""");
        var process = MooringProgram.Start(harbour.Directory, ["update"]);
        while (!harbour.Counted().ContainsKey(Cloud.Add))
        {
            Assert.False(process.HasExited, "it should be adding a record");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return process;
    }

    private async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud, Zone);
        await ConfigureAsync(harbour, "203.0.113.9");
        return harbour;
    }

    private Task ConfigureAsync(Harbour harbour, string address) => harbour.ConfigureAsync([("it", Cloud)], $$"""
        addresses:
          four: { family: ipv4, source: static, value: {{address}}, allow: [documentation] }
        records:
          - { name: a.{{Zone}}, account: it, address: four }
        """);
}

public sealed class AlidnsOverlapTests : OverlapTests
{
    private protected override Cloud Cloud => Cloud.Alidns;
}

public sealed class DnspodOverlapTests : OverlapTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;
}
