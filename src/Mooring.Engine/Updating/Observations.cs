using System.Collections.Concurrent;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Http;

namespace Mooring.Engine.Updating;

/// <summary>What the daemon last saw of each zone, so that a round in which nothing changed makes no call.</summary>
public sealed class Observations
{
    private readonly ConcurrentDictionary<(string Account, DomainName Zone), Observation> seen = new();

    /// <summary>
    /// The records as last seen, or null when that is too long ago, or nobody knows how long: the clock was set since, or the machine slept.
    /// </summary>
    internal IReadOnlyList<HostedRecord>? Fresh(string account, HostedZone zone, TimeProvider time, TimeSpan refresh) =>
        seen.TryGetValue((account, zone.Name), out var last) && last.At.IsUnbroken(time) && time.GetElapsedTime(last.At.Timestamp) < refresh
            ? last.Records
            : null;

    /// <summary>Forgets what was seen.</summary>
    internal void Forget(string account, HostedZone zone) => seen.TryRemove((account, zone.Name), out _);

    /// <summary>Remembers a listing together with what was written after it.</summary>
    internal void Remember(string account, HostedZone zone, IReadOnlyList<HostedRecord> listed, IEnumerable<StepResult> written, TimeProvider time)
    {
        var records = listed.ToDictionary(record => record.Id, StringComparer.Ordinal);
        foreach (var result in written)
        {
            switch (result.Step)
            {
                case RecordStep.Add when result.Foreign is { } foreign:
                    records[foreign.Id] = foreign;
                    break;
                case RecordStep.Add add:
                    records[result.Id!] = Content(new HostedRecord { Id = result.Id!, Owner = add.Content.Owner, Type = add.Content.Type, Value = add.Content.Value, Ttl = add.Content.Ttl, Line = add.Content.Line }, add.Content);
                    break;
                case RecordStep.Update update:
                    records[result.Id!] = Content(update.Observed, update.Content);
                    break;
                case RecordStep.Delete delete:
                    records.Remove(delete.Observed.Id);
                    break;
            }
        }

        seen[(account, zone.Name)] = new Observation(LocalInstant.Now(time), [.. records.Values]);
    }

    private static HostedRecord Content(HostedRecord record, RecordContent content) =>
        record with { Value = content.Value, Ttl = content.Ttl, Line = content.Line };

    private sealed record Observation(LocalInstant At, IReadOnlyList<HostedRecord> Records);
}
