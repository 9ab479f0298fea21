using System.Diagnostics;
using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Network;

/// <summary>A network namespace of one's own with a sandbox in it, so that cards and addresses come and go as the test wants.</summary>
internal sealed class Island : IAsyncDisposable
{
    private static readonly PeerProgram Ip = new("ip", "iproute2");

    private readonly Process sandbox;

    private Island(string name, string directory, Process sandbox) => (Name, Directory, this.sandbox) = (name, directory, sandbox);

    /// <summary>The namespace's name.</summary>
    public string Name { get; }

    public string Directory { get; }

    /// <summary>Opens a namespace with loopback, and a card <c>lan0</c> whose cable is plugged in.</summary>
    /// <param name="seed">What the sandbox in it holds, and then it serves HTTPS too; null for the default seed.</param>
    public static async Task<Island> OpenAsync(string? seed = null)
    {
        Assert.SkipUnless(PeerProgram.MustBeThere, "needs root on Debian: a network namespace");
        var name = $"mooring-{Guid.NewGuid():n}"[..16];
        var directory = System.IO.Directory.CreateTempSubdirectory("mooring-").FullName;
        await RunIpAsync($"netns add {name}");
        await RunIpAsync($"-n {name} link set lo up");
        if (seed is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "seed.yaml"), seed, TestContext.Current.CancellationToken);
        }

        string[] options = seed is null ? [] : ["--seed", "seed.yaml", "--tls", "--root", "root.pem"];
        var started = MooringProgram.StartOther(directory, ["ip", "netns", "exec", name, MooringProgram.Path, "sandbox", .. options]);
        var island = new Island(name, directory, started);
        Assert.Contains("ready", await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await island.PlugInAsync("lan0");
        return island;
    }

    /// <summary>A card and the other end of its cable, both up.</summary>
    public async Task PlugInAsync(string card)
    {
        await IpAsync($"link add {card} type veth peer name {card}-far");
        await IpAsync($"link set {card}-far up");
        await IpAsync($"link set {card} up");
    }

    /// <summary>Runs iproute2 inside, e.g. <c>addr add 2001:db8::1/64 dev lan0 nodad</c>.</summary>
    public Task IpAsync(string arguments) => RunIpAsync($"-n {Name} {arguments}");

    /// <summary>Starts <c>mooring run</c> inside; its interval is a day, so that nothing but the system's news wakes it.</summary>
    /// <param name="source">The source of the one record, <c>nas.example.com</c>.</param>
    /// <param name="more">Further entries under <c>addresses:</c> and <c>records:</c>.</param>
    public async Task<RunningProgram> RunAsync(string source, (string Addresses, string Records) more = default)
    {
        var file = await ConfigureAsync(source, more);
        return RunningProgram.Of(MooringProgram.StartOther(Directory,
            ["ip", "netns", "exec", Name, MooringProgram.Path, "run", "--config", file, "--log-level", "debug"]));
    }

    /// <summary>Writes the configuration of <see cref="RunAsync"/> into <see cref="Directory"/>, where every verb finds it.</summary>
    public Task<string> ConfigureAsync(string source, (string Addresses, string Records) more = default) => WriteAsync($$"""
        accounts:
          home: { provider: alidns, access-key-id: sandbox-id, access-key-secret: sandbox-secret, endpoint: "http://127.0.0.1:9101" }
        addresses:
          lan: {{source}}
          {{more.Addresses}}
        records:
          - { name: nas.example.com, account: home, address: lan }
          {{more.Records}}
        state: {{Directory}}/state
        daemon: { interval: 1d, refresh: 1d }
        """);

    /// <summary>Writes a configuration into <see cref="Directory"/>, where every verb finds it.</summary>
    public async Task<string> WriteAsync(string configuration)
    {
        var file = Path.Combine(Directory, "mooring.yaml");
        await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    /// <summary>Runs a verb of the program inside, to its end.</summary>
    public async Task<ProgramResult> MooringAsync(params string[] arguments)
    {
        using var process = MooringProgram.StartOther(Directory, ["ip", "netns", "exec", Name, MooringProgram.Path, .. arguments]);
        return await MooringProgram.FinishAsync(process);
    }

    /// <summary>The writes that the cloud saw, oldest first, as "action value".</summary>
    public async Task<string[]> WritesAsync()
    {
        var calls = JsonDocument.Parse(await ControlAsync("calls")).RootElement;
        return [.. calls.EnumerateArray().Where(call => call.GetProperty("action").GetString() is "AddDomainRecord" or "UpdateDomainRecord" or "DeleteDomainRecord")
            .Select(call => $"{call.GetProperty("action")} {call.GetProperty("parameters").GetProperty("Value")}")];
    }

    /// <summary>How many calls of any kind the cloud saw.</summary>
    public async Task<int> CallsAsync() => JsonDocument.Parse(await ControlAsync("calls")).RootElement.GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        sandbox.Kill(entireProcessTree: true);
        await sandbox.WaitForExitAsync(CancellationToken.None);
        sandbox.Dispose();
        await RunIpAsync($"netns delete {Name}");
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task<string> ControlAsync(string path)
    {
        // Only a process inside reaches the sandbox's loopback.
        var answer = await Ip.RunAsync(["netns", "exec", Name, "curl", "-fsS", $"http://127.0.0.1:9100/{path}"], TestContext.Current.CancellationToken);
        Assert.True(answer is { ExitCode: 0 }, answer?.Errors);
        return answer!.Output;
    }

    /// <summary>Runs iproute2 outside.</summary>
    public static async Task RunIpAsync(string arguments)
    {
        var result = await Ip.RunAsync(arguments.Split(' '), TestContext.Current.CancellationToken);
        Assert.True(result is { ExitCode: 0 }, $"ip {arguments}: {result?.Errors ?? Ip.Missing}");
    }
}
