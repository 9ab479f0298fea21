using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>A finished bulk job.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Type">What it did.</param>
/// <param name="Created">When, as the vendor shows times.</param>
/// <param name="Details">The outcome by zone.</param>
/// <param name="Succeeded">How many records succeeded.</param>
/// <param name="Failed">How many failed.</param>
internal sealed record DnspodJob(string Owner, string Type, string Created, IReadOnlyList<JsonObject> Details, int Succeeded, int Failed);

/// <summary>The bulk jobs so far.</summary>
internal sealed class DnspodJobs
{
    private readonly ConcurrentDictionary<long, DnspodJob> jobs = new();
    private long last = 10_000;

    /// <summary>Keeps a job and returns its id.</summary>
    public long Keep(DnspodJob job)
    {
        var id = Interlocked.Increment(ref last);
        jobs[id] = job;
        return id;
    }

    /// <summary>The job of that id, or null.</summary>
    public DnspodJob? Find(long id, string owner) => jobs.GetValueOrDefault(id) is { } job && job.Owner == owner ? job : null;
}
