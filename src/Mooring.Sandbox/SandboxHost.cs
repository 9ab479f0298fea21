using Mooring.Sandbox.Hosting;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox;

/// <summary>The whole sandbox, running: both clouds' APIs, their name servers, the address echo and the time servers.</summary>
/// <remarks>Everything lives in memory and ends with <see cref="DisposeAsync"/>, within a second whatever clients do.</remarks>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly RunningParts running;

    private SandboxHost(SandboxWorld world, SandboxPorts ports, string rootPem, RunningParts running)
    {
        World = world;
        Ports = ports;
        RootPem = rootPem;
        this.running = running;
    }

    /// <summary>What the stand-ins share; changes take effect at once.</summary>
    public SandboxWorld World { get; }

    /// <summary>The ports really taken; 0 for what is not served.</summary>
    public SandboxPorts Ports { get; }

    /// <summary>The throw-away root that signs every certificate here, as PEM.</summary>
    public string RootPem { get; }

    /// <summary>The line that the command prints when all answer: <c>ready</c> and <c>name=port</c> pairs named after the options.</summary>
    public string ReadyLine => $"ready {Ports}";

    /// <summary>Starts everything; when it returns, everything answers.</summary>
    /// <param name="options">What, and where.</param>
    /// <param name="time">True time; the sandbox's own clocks may run beside it.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="SandboxException">A port is taken, or the root cannot be written: the message names it and the option.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var parts = new RunningParts();
        try
        {
            var start = new SandboxStart(options, time, parts);
            return new SandboxHost(start.World, await start.RunAsync(cancellation), start.RootPem, parts);
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops everything; clients that hang are cut off.</summary>
    public ValueTask DisposeAsync() => running.DisposeAsync();
}
