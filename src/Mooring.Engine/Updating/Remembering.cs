using System.Collections.Immutable;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>How the memory of a zone changes with what is planned, written and seen. Pure.</summary>
internal static class Remembering
{
    /// <summary>
    /// How long an addition without a known id, or a record that a listing lacks, is still believed in: longer than any
    /// listing lag and any run that could be writing beside us.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The listing as it would be if it did not lag behind our own writes.</summary>
    public static IReadOnlyList<HostedRecord> Overlay(
        this ZoneMemory memory, IReadOnlyList<HostedRecord> listed, DateTimeOffset now, TimeSpan lag)
    {
        bool Fresh(DateTimeOffset at) => at <= now && now - at < lag;
        var written = memory.Records.Where(record => Fresh(record.At)).DistinctBy(record => record.Id, StringComparer.Ordinal)
            .ToDictionary(record => record.Id, StringComparer.Ordinal);
        var deleted = memory.Deletions.Where(deletion => Fresh(deletion.At)).Select(deletion => deletion.Id).ToHashSet(StringComparer.Ordinal);
        if (written.Count == 0 && deleted.Count == 0)
        {
            return listed;
        }

        var seen = listed.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. listed.Where(record => !deleted.Contains(record.Id)).Select(record => written.GetValueOrDefault(record.Id) is { } ours
                ? record with { Value = new RecordValue(ours.Value, ours.Priority), Ttl = new Ttl(ours.Ttl) }
                : record),
            .. written.Values.Where(record => !seen.Contains(record.Id)).Select(record => record.ToHosted()).OfType<HostedRecord>(),
        ];
    }

    /// <summary>Before the first write: what is taken over, and what is about to be added.</summary>
    public static ZoneMemory WithPlan(this ZoneMemory memory, ZonePlan plan, bool declared, DateTimeOffset now)
    {
        var known = memory.Records.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        // What we take over was not written by us: its time lies in the past, so that a listing is believed at once.
        var taken = plan.Sets.SelectMany(set => set.Ours).Where(record => known.Add(record.Id))
            .Select(record => RememberedRecord.Of(record, now - Patience) with { Gone = !declared }).ToArray();
        var intents = plan.Sets.SelectMany(set => set.Steps.OfType<RecordStep.Add>()
            .Select(add => RememberedIntent.Of(add.Content, set.Set.Mode == SetMode.Join, now))).ToArray();
        return taken.Length == 0 && intents.Length == 0
            ? memory
            : memory with { Records = memory.Records.AddRange(taken), Intents = memory.Intents.AddRange(intents) };
    }

    /// <summary>After a write: the record with its id, or its deletion. A record of somebody else's that answers as wanted is not kept in mind.</summary>
    public static ZoneMemory WithDone(this ZoneMemory memory, StepResult result, bool declared, DateTimeOffset now) => result.Step switch
    {
        RecordStep.Add add => (result.Foreign is null ? memory.With(result.Id!, add.Content, declared, now) : memory) with
        {
            Intents = memory.Intents.RemoveAll(intent => intent.ToIntent() is { } made
                && made.Value == add.Content.Value && made.Key.Owner == add.Content.Owner
                && made.Key.Type == add.Content.Type && made.Key.Line.Matches(add.Content.Line)),
        },
        RecordStep.Update update => memory.With(update.Observed.Id, update.Content, declared, now),
        RecordStep.Delete delete => memory with
        {
            Records = memory.Records.RemoveAll(record => record.Id == delete.Observed.Id),
            Deletions = memory.Deletions.Add(new RememberedDeletion(delete.Observed.Id, now)),
        },
        _ => memory,
    };

    /// <summary>After a complete listing: forgets what is certainly over.</summary>
    /// <param name="memory">What is remembered.</param>
    /// <param name="listed">What the provider said.</param>
    /// <param name="mark">Our mark in remarks; null where none may be told by it.</param>
    /// <param name="kept">Ids of records that stay remembered though they are gone.</param>
    /// <param name="now">The time.</param>
    public static ZoneMemory Pruned(this ZoneMemory memory, IReadOnlyList<HostedRecord> listed, string? mark, ImmutableHashSet<string> kept, DateTimeOffset now)
    {
        bool Over(DateTimeOffset at) => at > now || now - at >= Patience;
        var seen = listed.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        var known = memory.Records.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        var found = memory.Intents
            .Select(intent => (Intent: intent, Record: listed.FirstOrDefault(record => intent.ToIntent()?.Made(record, mark) == true)))
            .Where(pair => pair.Record is not null).ToArray();
        var after = memory with
        {
            // The addition took effect and its answer never reached us: from here on its id is known.
            Records = memory.Records.RemoveAll(record => !seen.Contains(record.Id) && !kept.Contains(record.Id) && Over(record.At))
                .AddRange(found.Where(pair => known.Add(pair.Record!.Id)).Select(pair => RememberedRecord.Of(pair.Record!, pair.Intent.At))),
            Intents = memory.Intents.RemoveAll(intent => Over(intent.At) || found.Any(pair => pair.Intent == intent)),
            Deletions = memory.Deletions.RemoveAll(deletion => Over(deletion.At)),
        };
        return found.Length == 0 && after.Records.Length == memory.Records.Length && after.Intents.Length == memory.Intents.Length
            && after.Deletions.Length == memory.Deletions.Length ? memory : after;
    }

    private static ZoneMemory With(this ZoneMemory memory, string id, RecordContent content, bool declared, DateTimeOffset now) => memory with
    {
        Records = memory.Records.RemoveAll(record => record.Id == id).Add(RememberedRecord.Of(id, content, now) with { Gone = !declared }),
    };
}
