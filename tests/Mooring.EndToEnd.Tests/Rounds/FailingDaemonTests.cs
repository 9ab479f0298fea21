using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>The daemon where rounds fail for a time.</summary>
public sealed class FailingDaemonTests
{
    [Fact]
    public async Task A_round_that_fails_is_no_end_and_what_fails_is_said_once_and_what_works_again_too()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.1, allow: [documentation] }
            daemon: { interval: 10s }
            records:
              - { name: nas.example.com, account: home, address: four }
            """);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = "DescribeDomains", Code = "Forbidden.RAM", Count = 2 });
        await using var daemon = RunningProgram.Start(harbour, "run");

        await daemon.SaysAsync("works again");

        Assert.Single(daemon.Said.Split('\n'), line => line.Contains("Forbidden.RAM", StringComparison.Ordinal));
        Assert.Equal(["nas A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task A_cloud_that_hangs_holds_up_neither_the_other_nor_a_changed_configuration()
    {
        await using var harbour = await Harbour.OpenAsync();
        var told = Path.Combine(harbour.Directory, "address");
        await File.WriteAllTextAsync(told, "203.0.113.1", TestContext.Current.CancellationToken);
        var settings = $$"""
            addresses:
              four: { family: ipv4, source: file, path: {{told}}, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: four }
              - { name: nas.example.net, account: office, address: four }
            """;
        await harbour.ConfigureAsync(settings);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Hang) { Provider = SandboxProvider.Tencent });
        await using var daemon = RunningProgram.Start(harbour, "run");
        while (harbour.World.Calls.Entries.All(call => call.Provider != SandboxProvider.Tencent))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(told, "203.0.113.2", TestContext.Current.CancellationToken);
        await daemon.SaysAsync("nas.example.com A  203.0.113.1 -> 203.0.113.2");
        await harbour.ConfigureAsync(settings + "\n  - { name: new.example.com, account: home, address: four }");
        await daemon.SaysAsync("new.example.com A  added 203.0.113.2");

        Assert.DoesNotContain("nas.example.net", daemon.Said, StringComparison.Ordinal);
        Assert.Equal(["nas A 203.0.113.2", "new A 203.0.113.2"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task A_key_renewed_in_its_secret_file_is_taken_up_without_a_restart()
    {
        await using var harbour = await Harbour.OpenAsync();
        var secret = Path.Combine(harbour.Directory, "secret");
        await File.WriteAllTextAsync(secret, "out-of-date", TestContext.Current.CancellationToken);
        await harbour.WriteAsync($$"""
            accounts:
              home: { provider: alidns, access-key-id: sandbox-id, access-key-secret: "${file:{{secret}}}", endpoint: "{{harbour.Endpoint(Cloud.Alidns)}}" }
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.1, allow: [documentation] }
            state: {{harbour.State}}
            daemon: { interval: 10s }
            records:
              - { name: nas.example.com, account: home, address: four }
            """);
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("SignatureDoesNotMatch");

        await File.WriteAllTextAsync(secret, "sandbox-secret", TestContext.Current.CancellationToken);
        await daemon.SaysAsync("added 203.0.113.1");

        Assert.Equal(["nas A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
        Assert.DoesNotContain("sandbox-secret", daemon.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("out-of-date", daemon.Said, StringComparison.Ordinal);
    }
}
