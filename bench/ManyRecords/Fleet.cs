using System.Diagnostics;
using Mooring.Core.Names;
using Mooring.Sandbox;
using Mooring.Sandbox.World;

namespace Mooring.ManyRecords;

/// <summary>A sandbox with many records, and the real program run on it as a process of its own.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const int Zones = 20;
    public const int Records = 1000;
    public const int PageSize = 100;

    private readonly SandboxHost sandbox;
    private readonly SandboxProvider provider;
    private readonly int accounts;
    private readonly string program;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mooring-bench-");

    private Fleet(SandboxHost sandbox, SandboxProvider provider, int accounts, string program) =>
        (this.sandbox, this.provider, this.accounts, this.program) = (sandbox, provider, accounts, program);

    /// <summary>Starts the sandbox and fills it; its own limits are out of the way, so that only the program's count.</summary>
    public static async Task<Fleet> OpenAsync(SandboxProvider provider, int accounts, string program)
    {
        var host = await SandboxHost.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free }, TimeProvider.System, CancellationToken.None);
        host.World.Limits = new LimitSettings(CallsPerSecond: 1_000_000, PageSize: PageSize);
        foreach (var zone in Enumerable.Range(0, Zones))
        {
            host.World.AddZone(provider, "sandbox-id", DomainName.Parse($"z{zone}.example.org"), sinceEver: true, records: Enumerable.Range(0, Records / Zones)
                .Select(i => new ZoneRecord { Id = host.World.NextRecordId(provider), Name = $"h{i}", Type = "A", Value = "203.0.113.1", Line = provider.DefaultLine() }));
        }

        return new Fleet(host, provider, accounts, program);
    }

    /// <summary>Lets the program bring every record to an address.</summary>
    public async Task<Measured> RunAsync(string address)
    {
        var file = Path.Combine(directory.FullName, "mooring.yaml");
        await File.WriteAllTextAsync(file, Configuration(address));
        sandbox.World.Calls.Clear();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, ["update", "--config", file, "--output", "json"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = await PeakAsync(process);
        await process.WaitForExitAsync();
        var wall = Stopwatch.GetElapsedTime(started);
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine(string.Concat(await output));
        }

        return new Measured(process.ExitCode, sandbox.World.Calls.Entries.Length, wall, peak);
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>The kernel's own high-water mark, read until the process is gone; elsewhere than on Linux the sampled working set.</summary>
    private static async Task<long> PeakAsync(Process process)
    {
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Now(process));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return peak;
    }

    private static long Now(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return process.WorkingSet64;
            }

            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), provider: null);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;   // it ended in between
        }
    }

    private string Configuration(string address)
    {
        var (keys, port) = provider == SandboxProvider.Alidns
            ? ("access-key-id: sandbox-id, access-key-secret: sandbox-secret", sandbox.Ports.Alidns)
            : ("secret-id: sandbox-id, secret-key: sandbox-secret", sandbox.Ports.Tencent);
        var names = Enumerable.Range(0, Records).Select(i => (Name: $"h{i / Zones}.z{i % Zones}.example.org", Account: $"a{i % Zones % accounts}"));
        return $$"""
            accounts:
            {{string.Concat(Enumerable.Range(0, accounts).Select(i => $"  a{i}: {{ provider: {provider.Word()}, {keys}, endpoint: \"http://127.0.0.1:{port}\" }}\n"))}}
            addresses:
              four: { family: ipv4, source: static, value: {{address}}, allow: [documentation] }
            state: {{Path.Combine(directory.FullName, "state")}}
            records:
            {{string.Concat(names.Select(name => $"  - {{ name: {name.Name}, account: {name.Account}, address: four }}\n"))}}
            """;
    }
}

/// <summary>What a run took.</summary>
/// <param name="ExitCode">The program's.</param>
/// <param name="Calls">The requests that reached the sandbox.</param>
/// <param name="Wall">From start to end of the process.</param>
/// <param name="PeakBytes">The most memory it held resident.</param>
internal sealed record Measured(int ExitCode, int Calls, TimeSpan Wall, long PeakBytes);
