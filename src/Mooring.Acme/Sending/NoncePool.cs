namespace Mooring.Acme;

/// <summary>The nonces of one CA that are not used yet (RFC 8555 §6.5); the newest goes first.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class NoncePool(TimeProvider time)
{
    /// <summary>More than are ever in use beside each other.</summary>
    private const int Most = 32;

    /// <summary>CAs forget nonces; a new one costs less than one refused.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly List<(string Nonce, long Since)> _nonces = [];

    /// <summary>Takes a nonce out; null when there is none that is fresh.</summary>
    public string? Take()
    {
        lock (_gate)
        {
            if (_nonces.Count == 0 || time.GetElapsedTime(_nonces[^1].Since) > Fresh)
            {
                _nonces.Clear();
                return null;
            }

            var newest = _nonces[^1].Nonce;
            _nonces.RemoveAt(_nonces.Count - 1);
            return newest;
        }
    }

    /// <summary>Keeps the nonce of an answer; what is none is ignored (RFC 8555 §6.5.1).</summary>
    public void Add(string? nonce)
    {
        if (!Base64UrlText.IsIn(nonce))
        {
            return;
        }

        lock (_gate)
        {
            _nonces.Add((nonce!, time.GetTimestamp()));
            if (_nonces.Count > Most)
            {
                _nonces.RemoveAt(0);
            }
        }
    }
}
