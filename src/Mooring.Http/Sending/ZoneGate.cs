using System.Collections.Concurrent;

namespace Mooring.Http;

/// <summary>Lets one writer at a time into each zone; different zones do not wait for each other.</summary>
/// <remarks>
/// Both clouds refuse parallel writes in one zone now and then (<c>LastOperationNotFinished</c> and the like). One gate per
/// account. Waiters enter in no promised order. Remembers every zone it saw: as many as an account has.
/// </remarks>
public sealed class ZoneGate
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _zones = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until nobody else writes in the zone. Dispose the result to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string zone, CancellationToken cancellation)
    {
        var gate = _zones.GetOrAdd(zone, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
