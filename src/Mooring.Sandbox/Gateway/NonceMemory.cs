namespace Mooring.Sandbox.Gateway;

/// <summary>Remembers which nonces a key used.</summary>
/// <param name="time">True time.</param>
/// <param name="span">How long a nonce is remembered.</param>
internal sealed class NonceMemory(TimeProvider time, TimeSpan span)
{
    private readonly Lock gate = new();
    private readonly HashSet<(string Account, string Nonce)> used = [];
    private readonly Queue<(DateTimeOffset Until, (string Account, string Nonce) Key)> ends = new();

    /// <summary>Remembers a nonce; false when the key used it within the span.</summary>
    public bool TryUse(string account, string nonce)
    {
        lock (gate)
        {
            while (ends.TryPeek(out var oldest) && oldest.Until <= time.GetUtcNow())
            {
                used.Remove(ends.Dequeue().Key);
            }

            if (!used.Add((account, nonce)))
            {
                return false;
            }

            ends.Enqueue((time.GetUtcNow() + span, (account, nonce)));
            return true;
        }
    }
}
