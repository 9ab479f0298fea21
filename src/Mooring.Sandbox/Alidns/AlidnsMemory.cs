using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Alidns;

/// <summary>What Alidns remembers beside zones: names with weighted answers, and the results of bulk tasks.</summary>
internal sealed class AlidnsMemory
{
    private long lastTask = 344;

    /// <summary>Zone id, relative name, type and line of the sets answered by weight.</summary>
    public ConcurrentDictionary<(string Zone, string Name, string Type, string Line), bool> Balanced { get; } = new();

    /// <summary>Bulk tasks by id.</summary>
    public ConcurrentDictionary<long, BatchTask> Tasks { get; } = new();

    /// <summary>Keeps a finished task and returns its id.</summary>
    public long Keep(BatchTask task)
    {
        var id = Interlocked.Increment(ref lastTask);
        Tasks[id] = task;
        return id;
    }
}

/// <summary>A finished bulk task.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Type">What it did: <c>RR_ADD</c> and so on.</param>
/// <param name="Entries">The outcome of each entry, as <c>DescribeBatchResultDetail</c> shows it.</param>
/// <param name="Failed">How many failed.</param>
internal sealed record BatchTask(string Owner, string Type, IReadOnlyList<JsonObject> Entries, int Failed);
