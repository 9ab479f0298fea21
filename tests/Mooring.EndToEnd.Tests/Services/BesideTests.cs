using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Services;

/// <summary>What one sees of a daemon from beside it.</summary>
public sealed class BesideTests
{
    [Fact]
    public async Task Update_and_service_status_tell_of_the_daemon_and_end_well()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              home: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: home }
            """);
        Assert.Equal(1, (await harbour.RunAsync("service", "status")).ExitCode);

        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");

        var update = await harbour.RunAsync("update", "--language", "en");
        Assert.True(update.ExitCode == 0, $"{update}");
        Assert.Contains($"a daemon (process {daemon.Id}) keeps these records already; this run looks once beside it", update.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("daemon", (await harbour.RunAsync("plan")).Error, StringComparison.Ordinal);

        var status = await harbour.RunAsync("service", "status", "--output", "json");
        Assert.Equal(daemon.Id, status.Json.GetProperty("daemon").GetProperty("process").GetInt32());
        Assert.True(status.Json.GetProperty("daemon").GetProperty("running").GetBoolean());
    }
}
