using System.Diagnostics;
using System.Runtime.Versioning;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>State that cannot be written is told, and no reason to leave records wrong.</summary>
[SupportedOSPlatform("linux")]
public sealed class StateFaultTests
{
    /// <summary>A mount of its own for the state, which ends with the script.</summary>
    private static readonly string[] OwnMounts =
        Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--user", "--map-root-user", "--mount"];

    [Fact]
    public async Task A_full_disk_is_said_once_and_the_records_are_kept_all_the_same()
    {
        await using var harbour = await OpenAsync();

        var result = await ScriptAsync(harbour, """
            mount -t tmpfs -o mode=0700,size=64k none state
            head -c 100000 /dev/zero > state/filler 2> /dev/null
            "$mooring" update
            echo "exit $?"
            """);

        Assert.True(result.Output.Contains("exit 0", StringComparison.Ordinal), result.ToString());
        Assert.Equal(2, result.Error.Split("the disk is full; free some space").Length);
        Assert.Contains("remembers in memory only", result.Error, StringComparison.Ordinal);
        await AssertRightAsync(harbour);
    }

    [Fact]
    public async Task A_disk_that_fills_up_between_runs_keeps_the_old_state_whole_and_leads_to_no_duplicate()
    {
        await using var harbour = await OpenAsync();

        var result = await ScriptAsync(harbour, """
            mount -t tmpfs -o mode=0700,size=64k none state
            "$mooring" update || exit 1
            cp -r state before
            head -c 100000 /dev/zero > state/filler 2> /dev/null
            sed -i s/203.0.113.9/203.0.113.10/ mooring.yaml
            "$mooring" update || exit 2
            rm state/filler
            diff -r -x '.*' before/accounts state/accounts && echo "the old state is whole"
            sed -i s/203.0.113.10/203.0.113.11/ mooring.yaml
            "$mooring" update || exit 3
            "$mooring" update --output json
            """);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("the old state is whole", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"unchanged\":4", result.Output, StringComparison.Ordinal);
        await AssertRightAsync(harbour, "203.0.113.11");
    }

    [Fact]
    public async Task A_read_only_state_is_said_and_the_records_are_kept_all_the_same()
    {
        await using var harbour = await OpenAsync();

        var result = await ScriptAsync(harbour, """
            mount -t tmpfs -o mode=0700,ro none state
            "$mooring" update
            echo "exit $?"
            """);

        Assert.True(result.Output.Contains("exit 0", StringComparison.Ordinal), result.ToString());
        Assert.Contains("read-only", result.Error, StringComparison.Ordinal);
        await AssertRightAsync(harbour);
    }

    [Fact]
    public async Task The_daemon_serves_from_memory_on_a_read_only_state_and_makes_no_call_in_an_unchanged_round()
    {
        await using var harbour = await OpenAsync();
        await using var daemon = await StartAsync(harbour, """
            mount -t tmpfs -o mode=0700,ro none state
            exec "$mooring" run --log-level debug
            """);

        await daemon.SaysAsync("round done", 2);
        await daemon.SignalAsync("TERM");
        var result = await daemon.EndsAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(1, harbour.Counted()["DescribeDomainRecords"]);
        await AssertRightAsync(harbour);
    }

    [Fact]
    public async Task A_corrupt_state_is_set_aside_and_learned_anew()
    {
        await using var harbour = await OpenAsync();
        Assert.Equal(0, (await harbour.RunAsync("update")).ExitCode);
        var files = Directory.GetFiles(harbour.State, "*.json", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(file, content[..(content.Length / 2)], TestContext.Current.CancellationToken);
        }

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("was damaged; it was set aside", result.Error, StringComparison.Ordinal);
        Assert.NotEmpty(files);
        await AssertRightAsync(harbour);
    }

    [Fact]
    public async Task A_state_from_the_future_is_no_reason_to_wait()
    {
        await using var harbour = await OpenAsync();
        Assert.Equal(0, (await harbour.RunAsync("update")).ExitCode);
        var year = TimeProvider.System.GetUtcNow().Year;
        foreach (var file in Directory.GetFiles(harbour.State, "*.json", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(
                file,
                (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace($"\"{year}-", $"\"{year + 3}-", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
        }

        harbour.Edit("example.com", records => [.. records.Select(record => record is { Name: "nas", Type: "A" } ? record with { Value = "192.0.2.9" } : record)]);
        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        await AssertRightAsync(harbour);
    }

    private static async Task AssertRightAsync(Harbour harbour, string address = "203.0.113.9")
    {
        Assert.Equal(["nas A " + address, "nas TXT foreign", "new A " + address], await harbour.RecordsAsync("example.com"));
        Assert.Equal(["nas A " + address, "nas TXT foreign", "new A " + address], await harbour.RecordsAsync("example.net"));
    }

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        foreach (var (cloud, zone) in ((Cloud, string)[])[(Cloud.Alidns, "example.com"), (Cloud.Dnspod, "example.net")])
        {
            harbour.Edit(zone, records => [.. records, harbour.Record(cloud, "nas A 192.0.2.1"), harbour.Record(cloud, "nas TXT foreign")]);
        }

        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            daemon: { interval: 10s }
            records:
              - { name: nas.example.com, account: home, address: four }
              - { name: new.example.com, account: home, address: four }
              - { name: nas.example.net, account: office, address: four }
              - { name: new.example.net, account: office, address: four }
            """);
        return harbour;
    }

    private static async Task<ProgramResult> ScriptAsync(Harbour harbour, string script)
    {
        using var process = await StartScriptAsync(harbour, script);
        return await MooringProgram.FinishAsync(process);
    }

    private static async Task<RunningProgram> StartAsync(Harbour harbour, string script) => RunningProgram.Of(await StartScriptAsync(harbour, script));

    private static async Task<Process> StartScriptAsync(Harbour harbour, string script)
    {
        await RequireOwnMountsAsync();
        Directory.CreateDirectory(harbour.State);
        var file = Path.Combine(harbour.Directory, "script");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        return MooringProgram.StartOther(
            harbour.Directory, [.. OwnMounts, "sh", file], new Dictionary<string, string>(StringComparer.Ordinal) { ["mooring"] = MooringProgram.Path });
    }

    private static async Task RequireOwnMountsAsync()
    {
        using var trial = MooringProgram.StartOther(Path.GetTempPath(), [.. OwnMounts, "true"]);
        var result = await MooringProgram.FinishAsync(trial);
        Assert.SkipWhen(result.ExitCode != 0, $"this user may not make mounts of its own: {result.Error.Trim()}");
    }
}
