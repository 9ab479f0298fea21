using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Mooring.Core;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.Hosting;

public sealed class SandboxHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_ready_line_names_every_port_that_answers()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var ports = sandbox.Host.Ports;

        Assert.Equal(
            $"ready control={ports.Control} alidns={ports.Alidns} tencent={ports.Tencent} echo={ports.Echo} ca={ports.Ca} sntp={ports.Sntp} dns={ports.Dns}",
            sandbox.Host.ReadyLine);
    }

    [Fact]
    public async Task With_TLS_the_ready_line_names_its_port_too()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free, Tls = true });

        Assert.EndsWith($" tls={sandbox.Host.Ports.Tls}", sandbox.Host.ReadyLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_seed_both_clouds_hold_a_key_and_an_empty_zone()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        foreach (var (provider, zone) in new[] { (SandboxProvider.Alidns, "example.com"), (SandboxProvider.Tencent, "example.net") })
        {
            Assert.Equal("sandbox-secret", sandbox.World.FindAccount(provider, "sandbox-id")?.Secret);
            var held = Assert.Single(sandbox.World.Zones, held => held.Provider == provider);
            Assert.Equal((zone, "sandbox-id"), (held.Name.Value, held.Account));
            Assert.All(held.Records, record => Assert.True(record.System));
        }
    }

    [Theory]
    [InlineData("--control-port", ProtocolType.Tcp)]
    [InlineData("--alidns-port", ProtocolType.Tcp)]
    [InlineData("--tencent-port", ProtocolType.Tcp)]
    [InlineData("--echo-port", ProtocolType.Tcp)]
    [InlineData("--echo-port", ProtocolType.Udp)]
    [InlineData("--ca-port", ProtocolType.Tcp)]
    [InlineData("--tls-port", ProtocolType.Tcp)]
    [InlineData("--sntp-port", ProtocolType.Udp)]
    [InlineData("--dns-port", ProtocolType.Udp)]
    [InlineData("--dns-port", ProtocolType.Tcp)]
    public async Task A_port_in_use_is_named_with_the_option_that_changes_it(string option, ProtocolType protocol)
    {
        using var holder = Hold(protocol);
        var port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        var options = new SandboxOptions { Tls = true, Ports = With(option, port) };

        var refused = await Assert.ThrowsAsync<SandboxException>(() => SandboxHost.StartAsync(options, new ManualClock(), Cancellation));

        Assert.StartsWith(
            $"cannot take {protocol.ToString().ToUpperInvariant()} port {port} on 127.0.0.1 ({option}): it is in use", refused.Message, StringComparison.Ordinal);
        Assert.Contains(option, refused.Text.In(Language.Chinese), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_before_a_failure_is_free_again()
    {
        using var holder = Hold(ProtocolType.Udp);
        await using var earlier = await RunningSandbox.StartAsync();
        var ports = earlier.Host.Ports;
        await earlier.DisposeAsync();
        var blocked = ports with { Dns = ((IPEndPoint)holder.LocalEndPoint!).Port };

        await Assert.ThrowsAsync<SandboxException>(() => SandboxHost.StartAsync(new SandboxOptions { Ports = blocked }, new ManualClock(), Cancellation));
        await using var again = await RunningSandbox.StartAsync(new SandboxOptions { Ports = ports });

        Assert.Equal(ports, again.Host.Ports);
    }

    [Fact]
    public async Task The_second_time_server_needs_its_port_too()
    {
        var (first, second) = Neighbours();
        using (second)
        {
            var port = ((IPEndPoint)first.LocalEndPoint!).Port;
            first.Dispose();

            var refused = await Assert.ThrowsAsync<SandboxException>(
                () => SandboxHost.StartAsync(new SandboxOptions { Ports = With("--sntp-port", port) }, new ManualClock(), Cancellation));

            Assert.Contains($"UDP port {port + 1} on 127.0.0.1 (--sntp-port)", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_this_machine_lacks_is_named()
    {
        var options = new SandboxOptions { Listen = IPAddress.Parse("203.0.113.77"), Ports = SandboxPorts.Free };

        var refused = await Assert.ThrowsAsync<SandboxException>(() => SandboxHost.StartAsync(options, new ManualClock(), Cancellation));

        Assert.Contains("this machine has no address 203.0.113.77", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--listen", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_cannot_be_written_is_named()
    {
        var options = new SandboxOptions { Ports = SandboxPorts.Free, RootFile = "/no-such-directory/root.pem" };

        var refused = await Assert.ThrowsAsync<SandboxException>(() => SandboxHost.StartAsync(options, new ManualClock(), Cancellation));

        Assert.Contains("/no-such-directory/root.pem (--root)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_leaves_the_root_of_another_sandbox_alone()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
        var options = new SandboxOptions { Ports = SandboxPorts.Free, RootFile = file };
        await using var first = await RunningSandbox.StartAsync(options);

        await Assert.ThrowsAsync<SandboxException>(
            () => SandboxHost.StartAsync(options with { Ports = first.Host.Ports }, new ManualClock(), Cancellation));

        Assert.Equal(first.Host.RootPem, await File.ReadAllTextAsync(file, Cancellation));
        File.Delete(file);
    }

    [Fact]
    public async Task Stops_at_once_although_clients_hang_on()
    {
        var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free }, TimeProvider.System);
        sandbox.World.Faults.Add(new FaultRule(FaultKind.Hang));
        using var idle = await ConnectAsync(sandbox.Host.Ports.Alidns);
        using var waiting = await ConnectAsync(sandbox.Host.Ports.Alidns);
        using var asking = await ConnectAsync(sandbox.Host.Ports.Dns);
        await waiting.GetStream().WriteAsync("GET /?Action=DescribeDomains HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancellation);
        await asking.GetStream().WriteAsync(new byte[] { 0 }, Cancellation);
        while (sandbox.World.Calls.Entries.Length == 0)
        {
            await Task.Yield();
        }

        await sandbox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);

        Assert.Equal(0, await ReadToEndAsync(idle));
        Assert.Equal(0, await ReadToEndAsync(waiting));
        Assert.Equal(0, await ReadToEndAsync(asking));
    }

    [Fact]
    public async Task Stopping_again_does_nothing()
    {
        var sandbox = await RunningSandbox.StartAsync();
        await sandbox.DisposeAsync();
        await sandbox.DisposeAsync();

        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, sandbox.Host.Ports.Alidns, Cancellation).AsTask());
    }

    [Fact]
    public async Task On_the_wildcard_address_everything_answers_and_ns2_stays_apart()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free, Listen = IPAddress.Any });
        sandbox.World.Dns = new DnsSettings(TimeSpan.Zero, System.Collections.Immutable.ImmutableDictionary<string, NameServerSettings>.Empty
            .Add("ns2", new NameServerSettings(NameServerMode.Refused)));
        using var http = new HttpClient();

        Assert.Equal("203.0.113.1", await http.GetStringAsync(new Uri($"http://127.0.0.1:{sandbox.Host.Ports.Echo}/ip"), Cancellation));
        Assert.Equal("NOERROR", (await NameServer.Dig.AskAsync(sandbox.Host.Ports.Dns, "@127.0.0.1 example.com SOA")).Status);
        Assert.Equal("REFUSED", (await NameServer.Dig.AskAsync(sandbox.Host.Ports.Dns, "@127.0.0.2 example.com SOA")).Status);
    }

    private static SandboxPorts With(string option, int port) => option switch
    {
        "--control-port" => SandboxPorts.Free with { Control = port },
        "--alidns-port" => SandboxPorts.Free with { Alidns = port },
        "--tencent-port" => SandboxPorts.Free with { Tencent = port },
        "--echo-port" => SandboxPorts.Free with { Echo = port },
        "--ca-port" => SandboxPorts.Free with { Ca = port },
        "--sntp-port" => SandboxPorts.Free with { Sntp = port },
        "--dns-port" => SandboxPorts.Free with { Dns = port },
        "--tls-port" => SandboxPorts.Free with { Tls = port },
        _ => throw new UnreachableException(),
    };

    private static Socket Hold(ProtocolType protocol, int port = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        if (protocol == ProtocolType.Tcp)
        {
            socket.Listen();
        }

        return socket;
    }

    private static (Socket First, Socket Second) Neighbours()
    {
        while (true)
        {
            var first = Hold(ProtocolType.Udp);
            try
            {
                return (first, Hold(ProtocolType.Udp, ((IPEndPoint)first.LocalEndPoint!).Port + 1));
            }
            catch (SocketException)
            {
                first.Dispose();
            }
        }
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        return client;
    }

    // A reset is as good an end as an orderly one.
    private static async Task<int> ReadToEndAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], Cancellation);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
