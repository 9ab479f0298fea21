using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>Every request the APIs received, newest last.</summary>
public sealed class CallJournal
{
    /// <summary>How many requests are kept; the oldest are forgotten first.</summary>
    public const int Capacity = 100_000;

    private readonly Lock gate = new();
    private readonly List<ApiCallEntry> entries = [];
    private long last;

    /// <summary>The requests so far.</summary>
    public ImmutableArray<ApiCallEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>Notes the arrival of a request and returns its number.</summary>
    public long Begin(SandboxProvider provider, string? action, string? account, DateTimeOffset at, string parametersJson)
    {
        lock (gate)
        {
            entries.Add(new ApiCallEntry
            {
                Number = ++last,
                Provider = provider,
                Action = action,
                Account = account,
                At = at,
                ParametersJson = parametersJson,
            });
            Trim();
            return last;
        }
    }

    /// <summary>Notes the answer to a request; nothing happens when the journal was cleared meanwhile.</summary>
    public void End(long number, int status, string? code)
    {
        lock (gate)
        {
            // Numbers follow on each other, so the distance from the end is the distance in numbers.
            var index = entries.Count - 1 - (int)(last - number);
            if (index >= 0)
            {
                entries[index] = entries[index] with { Status = status, Code = code };
            }
        }
    }

    /// <summary>Forgets every request.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    private void Trim()
    {
        if (entries.Count > Capacity + (Capacity / 10))
        {
            entries.RemoveRange(0, entries.Count - Capacity);
        }
    }
}
