using System.Net;
using System.Net.Sockets;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;
using Mooring.Sandbox;
using Mooring.Sandbox.World;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>Our probes against the sandbox's echo, which was written apart from them.</summary>
public sealed class SandboxProbeTests : IAsyncLifetime
{
    private readonly NetworkProbes probes = new(new ProbeTransportOptions(), TimeProvider.System);
    private SandboxHost sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        sandbox = await SandboxHost.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free }, TimeProvider.System, Cancellation);

    public async ValueTask DisposeAsync()
    {
        probes.Dispose();
        await sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("http://HOST:ECHO/ip")]
    [InlineData("stun:HOST:ECHO")]
    [InlineData("dns://HOST:DNS/myip.opendns.com")]
    [InlineData("dns://HOST:DNS/o-o.myaddr.l.google.com?type=TXT")]
    [InlineData("dns://HOST:DNS/whoami.cloudflare?class=CH;type=TXT")]
    public async Task Every_kind_of_probe_is_told_the_address_over_either_family(string probe)
    {
        Assert.Equal("203.0.113.1", (await AskAsync(probe, IpFamily.IPv4)).Value?.ToString());
        if (Socket.OSSupportsIPv6)
        {
            Assert.Equal("2001:db8::1", (await AskAsync(probe, IpFamily.IPv6)).Value?.ToString());
        }
    }

    [Fact]
    public async Task A_change_is_seen_at_once_and_a_family_that_is_off_is_unknown()
    {
        sandbox.World.Echo = new EchoAddresses(IPAddress.Parse("198.51.100.7"), null);

        Assert.Equal("198.51.100.7", (await AskAsync("http://HOST:ECHO/ip", IpFamily.IPv4)).Value?.ToString());
        if (Socket.OSSupportsIPv6)
        {
            Assert.Contains("HTTP 503", (await AskAsync("http://HOST:ECHO/ip", IpFamily.IPv6)).Error?.English, StringComparison.Ordinal);
        }
    }

    private Task<SourceAnswer> AskAsync(string probe, IpFamily family)
    {
        var target = ProbeTarget.Parse(probe
            .Replace("HOST", family == IpFamily.IPv4 ? "127.0.0.1" : "[::1]", StringComparison.Ordinal)
            .Replace("ECHO", $"{sandbox.Ports.Echo}", StringComparison.Ordinal)
            .Replace("DNS", $"{sandbox.Ports.Dns}", StringComparison.Ordinal));
        var options = new ProbeOptions { Policy = new AddressPolicy(family, AllowedRanges.Documentation), Probes = [target], Agree = 1 };
        return new ProbeSource("wan", options, probes, new InMemoryStateStore(), TimeProvider.System).AskAsync(Cancellation);
    }
}
