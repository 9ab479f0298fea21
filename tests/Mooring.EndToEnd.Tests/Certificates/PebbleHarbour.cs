using System.Diagnostics;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>A sandbox with Pebble beside it, which refuses every second nonce, and a configuration of certificates.</summary>
internal sealed class PebbleHarbour : IAsyncDisposable
{
    private PebbleHarbour(Harbour harbour, Pebble pebble) => (Harbour, Pebble) = (harbour, pebble);

    public Harbour Harbour { get; }

    public Pebble Pebble { get; }

    /// <summary>Opens both; the test is skipped where Pebble is not installed.</summary>
    public static async Task<PebbleHarbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        var pebble = await Pebble.StartAsync(harbour.Directory, harbour.Sandbox.Ports.Dns, nonceRejection: 50);
        if (pebble is null)
        {
            await harbour.DisposeAsync();
            Assert.False(PeerProgram.MustBeThere, Pebble.Missing);
            Assert.Skip(Pebble.Missing);
        }

        return new PebbleHarbour(harbour, pebble);
    }

    /// <summary>These certificates, as lines of the list, from Pebble under the name <c>private</c>.</summary>
    public Task ConfigureAsync(params string[] certificates) => Harbour.ConfigureAsync($$"""
        certificates:
        {{string.Concat(certificates.Select(line => $"  - {line}\n"))}}
        issuers:
          private: { directory: "{{Pebble.Directory}}", agree-terms: true, root-certificates: {{Pebble.Roots}} }
        dns: { resolvers: ["127.0.0.1:{{Harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{Harbour.Sandbox.Ports.Dns}} }
        """);

    /// <summary>Waits until a program has made so many calls at the clouds, or has ended.</summary>
    public async Task UntilCallsAsync(Process program, int calls)
    {
        var before = Harbour.World.Calls.Entries.Length;
        while (Harbour.World.Calls.Entries.Length < before + calls && !program.HasExited)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Pebble.DisposeAsync();
        await Harbour.DisposeAsync();
    }
}
