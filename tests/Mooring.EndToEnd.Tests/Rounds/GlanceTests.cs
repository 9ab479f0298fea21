using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>The daemon behind NAT: nothing on this machine changes when the address outside does.</summary>
public sealed class GlanceTests
{
    [Fact]
    public async Task Another_address_outside_is_noticed_long_before_the_next_round_is_due()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync($$"""
            addresses:
              wan4: { family: ipv4, source: probe, probes: ["stun:127.0.0.1:{{harbour.Sandbox.Ports.Echo}}"], agree: 1, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: wan4 }
            daemon: { interval: 1d, glance: 1s }
            """);
        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("added 203.0.113.1");

        await harbour.PutAsync("echo", """{"ipv4":"203.0.113.77"}""");

        await daemon.SaysAsync("203.0.113.1 -> 203.0.113.77");
        Assert.Contains("nas A 203.0.113.77", await harbour.RecordsAsync("example.com"));
    }
}
