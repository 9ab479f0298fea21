using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>Turns a set of wanted values into writes of single records, since both clouds edit one record at a time.</summary>
internal static class SetLowering
{
    /// <param name="Steps">Updates, additions, deletions.</param>
    /// <param name="Missing">Values for which no record exists and none may be created.</param>
    public sealed record Result(ImmutableArray<RecordStep> Steps, ImmutableArray<RecordValue> Missing);

    public static Result Lower(DesiredSet set, ImmutableArray<RecordValue> values, RecordClaim claim, PlannedTtl ttl)
    {
        var kept = Keep(values, claim.Ours);
        var stale = new Queue<HostedRecord>(claim.Ours.Except(kept));
        var lacking = values
            .Except(kept.Select(record => record.Value))
            .Except(claim.Foreign.AddRange(claim.Others).Where(record => record.Enabled).Select(record => record.Value))
            .Order()
            .ToArray();

        var reused = lacking.Take(stale.Count).Select(value => Reuse(stale.Dequeue(), value, ttl)).ToArray();
        var corrected = kept.Where(record => record.Ttl != ttl.Of(record)).Select(record => Reuse(record, record.Value, ttl));
        var further = lacking.Skip(reused.Length).ToArray();
        var added = set.Create ? further.Select(value => Add(set.Key, value, ttl)) : [];
        var deleted = stale.Select(RecordStep (record) => new RecordStep.Delete(record));
        return new Result([.. corrected, .. reused, .. added, .. deleted], set.Create ? [] : [.. further]);
    }

    /// <summary>One record for each wanted value that is there; a second one with the same value is surplus.</summary>
    private static HostedRecord[] Keep(ImmutableArray<RecordValue> values, ImmutableArray<HostedRecord> ours) =>
        [.. ours.Where(record => values.Contains(record.Value)).DistinctBy(record => record.Value)];

    private static RecordStep Reuse(HostedRecord record, RecordValue value, PlannedTtl ttl) =>
        new RecordStep.Update(record, new RecordContent(record.Owner, record.Type, value, ttl.Of(record), record.Line));

    private static RecordStep Add(RecordSetKey key, RecordValue value, PlannedTtl ttl) =>
        new RecordStep.Add(new RecordContent(key.Owner, key.Type, value, ttl.New, key.Line));
}
