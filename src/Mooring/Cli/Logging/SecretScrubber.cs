using System.Collections.Concurrent;

namespace Mooring.Cli.Logging;

/// <summary>Takes known secrets out of a line: the last net below types that print <c>***</c> and redaction at the sender.</summary>
internal sealed class SecretScrubber
{
    // Shorter ones would blank out ordinary words; no provider issues a key that short.
    private const int ShortestSecret = 6;

    private readonly ConcurrentDictionary<string, byte> secrets = new(StringComparer.Ordinal);

    /// <summary>Remembers a secret as it stands in requests and files.</summary>
    public void Add(string secret)
    {
        if (secret.Length >= ShortestSecret)
        {
            secrets.TryAdd(secret, 0);
        }
    }

    /// <summary>The line with <c>***</c> in the place of every known secret.</summary>
    public string Scrub(string line)
    {
        foreach (var secret in secrets.Keys)
        {
            line = line.Replace(secret, "***", StringComparison.Ordinal);
        }

        return line;
    }
}
