using System.Diagnostics;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Network;

/// <summary>A router in a namespace of its own, the island's default gateway: miniupnpd, which most home routers run.</summary>
internal sealed class RealRouter : IAsyncDisposable
{
    private static readonly PeerProgram Daemon = new("miniupnpd", "miniupnpd");

    private readonly string name;
    private readonly Process daemon;

    private RealRouter(string name, Process daemon) => (this.name, this.daemon) = (name, daemon);

    /// <summary>Starts it with this address on its line.</summary>
    public static async Task<RealRouter> OpenAsync(Island island, string address)
    {
        Assert.SkipUnless(await Daemon.RunAsync(["--version"], TestContext.Current.CancellationToken) is not null, Daemon.Missing);
        var own = $"{island.Name[..12]}-r";
        await Island.RunIpAsync($"netns add {own}");
        await Island.RunIpAsync($"-n {own} link set lo up");
        await Island.RunIpAsync($"-n {own} link add line type veth peer name line-far");
        await Island.RunIpAsync($"-n {own} link add home type veth peer name wlan0 netns {island.Name}");
        await Island.RunIpAsync($"-n {own} addr add {address}/24 dev line");
        await Island.RunIpAsync($"-n {own} addr add 192.168.77.1/24 dev home");
        foreach (var card in new[] { "line-far", "line", "home" })
        {
            await Island.RunIpAsync($"-n {own} link set {card} up");
        }

        await island.IpAsync("addr add 192.168.77.20/24 dev wlan0");
        await island.IpAsync("link set wlan0 up");
        await island.IpAsync("route add default via 192.168.77.1");
        return new RealRouter(own, await StartAsync(own, island.Directory));
    }

    /// <summary>The provider gives the line another address.</summary>
    public async Task RenumberAsync(string from, string to)
    {
        await Island.RunIpAsync($"-n {name} addr del {from}/24 dev line");
        await Island.RunIpAsync($"-n {name} addr add {to}/24 dev line");
    }

    public async ValueTask DisposeAsync()
    {
        daemon.Kill(entireProcessTree: true);
        await daemon.WaitForExitAsync(CancellationToken.None);
        daemon.Dispose();
        await Island.RunIpAsync($"netns delete {name}");
    }

    private static async Task<Process> StartAsync(string own, string directory)
    {
        var configuration = Path.Combine(directory, "miniupnpd.conf");
        await File.WriteAllTextAsync(
            configuration, "ext_ifname=line\nlistening_ip=home\nenable_natpmp=yes\nenable_upnp=yes\nuuid=00000000-0000-0000-0000-000000000001\n", TestContext.Current.CancellationToken);
        var process = MooringProgram.StartOther(
            directory, ["ip", "netns", "exec", own, "miniupnpd", "-d", "-1", "-f", configuration, "-P", Path.Combine(directory, "miniupnpd.pid")]);
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("Listening for NAT-PMP", StringComparison.Ordinal))
        {
            // It tells much before it listens.
        }

        // What it says from now on must not fill the pipe.
        process.BeginOutputReadLine();
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return process;
    }
}
