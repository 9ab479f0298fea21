using System.Collections.Concurrent;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Gateway;

/// <summary>Counts the calls of one account to one action within any second.</summary>
internal sealed class CallLimiter(SandboxWorld world)
{
    private readonly ConcurrentDictionary<(string Owner, string Action), Queue<DateTimeOffset>> recent = new();

    /// <summary>Takes a call; false when the second is full already. A refused call does not count.</summary>
    /// <param name="owner">The account.</param>
    /// <param name="action">The action.</param>
    /// <param name="published">The published limit, unless <see cref="LimitSettings.CallsPerSecond"/> is set.</param>
    public bool TryTake(string owner, string action, int published)
    {
        var limit = world.Limits.CallsPerSecond ?? published;
        var now = world.Clock.TrueNow;
        var calls = recent.GetOrAdd((owner, action), _ => new Queue<DateTimeOffset>());
        lock (calls)
        {
            while (calls.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
            {
                calls.Dequeue();
            }

            if (calls.Count >= limit)
            {
                return false;
            }

            calls.Enqueue(now);
            return true;
        }
    }
}
