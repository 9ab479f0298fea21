using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Mooring.Core.Names;
using Mooring.Sandbox;
using Mooring.Sandbox.World;

namespace Mooring.EventLatency;

/// <summary>How a new address comes to be the chosen one.</summary>
internal enum Trial
{
    /// <summary>It is added and the old one removed at once, as with a new prefix.</summary>
    Renumbered,

    /// <summary>The same, but the kernel first asks the link whether somebody else has it.</summary>
    Checked,

    /// <summary>It was there already, and the old one is deprecated.</summary>
    Deprecated,

    /// <summary>It was there already, and the old one is removed.</summary>
    Removed,

    /// <summary>The old one comes and goes three times before.</summary>
    Flapped,
}

/// <summary>A card in this process's network namespace, a sandbox, and the daemon that keeps one name at the card's address.</summary>
[SupportedOSPlatform("linux")]
internal sealed class Lan : IAsyncDisposable
{
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SandboxHost sandbox;
    private readonly Process daemon;
    private readonly KernelNews news;
    private readonly DirectoryInfo directory;
    private int number = 1;

    private Lan(SandboxHost sandbox, Process daemon, KernelNews news, DirectoryInfo directory) =>
        (this.sandbox, this.daemon, this.news, this.directory) = (sandbox, daemon, news, directory);

    /// <summary>Calls made while nothing changed that matters.</summary>
    public int Needless { get; private set; }

    private string Current => $"2001:db8::{number:x}";

    public static async Task<Lan> OpenAsync(string program)
    {
        await IpAsync("link set lo up", "link add lan0 type veth peer name far0", "link set far0 up", "link set lan0 up");
        var kernel = new KernelNews();
        await kernel.WaitAsync("inet6 fe80", 0);
        await IpAsync("addr add 2001:db8::1/64 dev lan0 nodad");
        var host = await SandboxHost.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free }, TimeProvider.System, CancellationToken.None);
        host.World.Limits = new LimitSettings(CallsPerSecond: 1_000_000);
        var place = Directory.CreateTempSubdirectory("mooring-bench-");
        var file = Path.Combine(place.FullName, "mooring.yaml");
        await File.WriteAllTextAsync(file, $$"""
            accounts:
              home: { provider: alidns, access-key-id: sandbox-id, access-key-secret: sandbox-secret, endpoint: "http://127.0.0.1:{{host.Ports.Alidns}}" }
            addresses:
              lan: { family: ipv6, source: interface, interface: lan0, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: lan }
            state: {{place.FullName}}/state
            daemon: { interval: 1d, refresh: 1d }
            """);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var running = Process.Start(new ProcessStartInfo(program, ["run", "--config", file, "--log-level", "error"]) { UseShellExecute = false })!;
        var lan = new Lan(host, running, kernel, place);
        await lan.PublishedAsync();
        return lan;
    }

    /// <summary>Makes the next address the chosen one.</summary>
    /// <returns>From the kernel's news that it is, as iproute2 hears them, to the write in the sandbox's journal.</returns>
    public async Task<TimeSpan> RunAsync(Trial trial)
    {
        await NothingAsync();
        var old = Current;
        number++;
        if (trial is Trial.Deprecated or Trial.Removed)
        {
            await IpAsync($"addr add {Current}/64 dev lan0 nodad");
            await QuietAsync();
        }

        var since = news.Count;
        await IpAsync(trial switch
        {
            Trial.Renumbered => [$"addr add {Current}/64 dev lan0 nodad", $"addr del {old}/64 dev lan0"],
            Trial.Checked => [$"addr add {Current}/64 dev lan0", $"addr del {old}/64 dev lan0"],
            Trial.Deprecated => [$"addr change {old}/64 dev lan0 preferred_lft 0"],
            Trial.Removed => [$"addr del {old}/64 dev lan0"],
            _ => [$"addr add {Current}/64 dev lan0 nodad", .. Enumerable.Repeat<string[]>([$"addr del {old}/64 dev lan0", $"addr add {old}/64 dev lan0 nodad"], 3).SelectMany(both => both), $"addr del {old}/64 dev lan0"],
        });
        await PublishedAsync();
        var write = sandbox.World.Calls.Entries.Last(call => call.Action is "UpdateDomainRecord" or "AddDomainRecord").At;
        if (trial == Trial.Deprecated)
        {
            await IpAsync($"addr del {old}/64 dev lan0");
        }

        return write - await news.WaitAsync(trial switch
        {
            Trial.Checked => $"inet6 {Current}/64 scope global \\",
            Trial.Deprecated => $"inet6 {old}/64 scope global deprecated",
            Trial.Flapped => $"Deleted lan0 inet6 {old}/64 4",
            _ => $"Deleted lan0 inet6 {old}/64",
        }, since);
    }

    public async ValueTask DisposeAsync()
    {
        daemon.Kill();
        await daemon.WaitForExitAsync();
        daemon.Dispose();
        news.Dispose();
        await sandbox.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>An address comes and goes that is not the chosen one: no call.</summary>
    private async Task NothingAsync()
    {
        await QuietAsync();
        var before = sandbox.World.Calls.Entries.Length;
        await IpAsync("addr add 2001:db8::ffff/64 dev lan0 nodad");
        await QuietAsync();
        await IpAsync("addr del 2001:db8::ffff/64 dev lan0");
        await QuietAsync();
        Needless += sandbox.World.Calls.Entries.Length - before;
    }

    /// <summary>Real time, since it is the daemon's wait for quiet in another process that must be over before the next event.</summary>
    private static Task QuietAsync() => Task.Delay(2 * Debounce, TimeProvider.System);

    private async Task PublishedAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (sandbox.World.FindZone(DomainName.Parse("example.com"))!.Records.All(record => record.Value != Current))
        {
            if (daemon.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"{Current} was not published");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    /// <summary>One call of iproute2 for all, so that they follow each other within a millisecond.</summary>
    private static async Task IpAsync(params string[] commands)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", ["-batch", "-"]) { RedirectStandardInput = true, UseShellExecute = false })!;
        await ip.StandardInput.WriteAsync(string.Join('\n', commands) + "\n");
        ip.StandardInput.Close();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ip ended with {ip.ExitCode}: {string.Join("; ", commands)}"));
        }
    }
}
