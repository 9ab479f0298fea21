using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>What a listing shows of a write whose answer was lost.</summary>
internal enum Seen
{
    /// <summary>It took effect.</summary>
    Done,

    /// <summary>It did not, for all a listing can show.</summary>
    NotDone,

    /// <summary>No listing could be had.</summary>
    Unreadable,
}

/// <summary>Finds out whether a write whose answer was lost took effect.</summary>
internal sealed class ReadBack(IZoneEditor editor, HostedZone zone, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Whether the step took effect, asked for as long as the listing may lag behind it, and the record that shows it.</summary>
    public async Task<(Seen Seen, HostedRecord? Record)> AskAsync(RecordStep step, long sent, CancellationToken cancellation)
    {
        while (true)
        {
            // Measured before asking: an answer counts as late enough only when the question was.
            var late = time.GetElapsedTime(sent) >= editor.ListingLag;
            var records = await TryListAsync(cancellation);
            if (records is not null && Outcome(step, records) is { } record)
            {
                return (Seen.Done, record);
            }

            if (late)
            {
                return (records is null ? Seen.Unreadable : Seen.NotDone, null);
            }

            var left = editor.ListingLag - time.GetElapsedTime(sent);
            await Task.Delay(left < Pause ? Max(left, TimeSpan.FromMilliseconds(1)) : Pause, time, cancellation);
        }
    }

    private async Task<IReadOnlyList<HostedRecord>?> TryListAsync(CancellationToken cancellation)
    {
        try
        {
            return await editor.ListAsync(zone, cancellation);
        }
        catch (DnsApiException)
        {
            return null;
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static HostedRecord? Outcome(RecordStep step, IReadOnlyList<HostedRecord> records) => step switch
    {
        RecordStep.Add { Content: var content } => records.FirstOrDefault(record =>
            record.Enabled && record.Owner == content.Owner && record.Type == content.Type
            && record.Line.Matches(content.Line) && record.Value == content.Value),
        RecordStep.Update { Observed: var observed, Content: var content } => records.FirstOrDefault(record =>
            record.Id == observed.Id && record.Value == content.Value && record.Ttl == content.Ttl),
        RecordStep.Delete { Observed: var observed } => records.All(record => record.Id != observed.Id) ? observed : null,
        _ => null,
    };
}
