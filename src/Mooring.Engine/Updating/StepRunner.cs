using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Core.Planning;

namespace Mooring.Engine.Updating;

/// <summary>What became of one write.</summary>
/// <param name="Step">The write as it was finally sent.</param>
/// <param name="Id">The record's id; null when it failed.</param>
/// <param name="Error">Why it failed; null when it is done.</param>
/// <param name="Note">Something to tell beside it.</param>
/// <param name="MinimumTtl">The edition's lowest TTL, when this write taught it.</param>
/// <param name="Stale">The record is not what the listing said: list and plan again.</param>
internal sealed record StepResult(
    RecordStep Step, string? Id, DnsApiException? Error = null, Text? Note = null, Ttl? MinimumTtl = null, bool Stale = false);

/// <summary>Carries out one write and makes sure of its outcome.</summary>
/// <remarks>
/// A write whose answer was lost may have taken effect: it is read back, for as long as the provider's listing may lag,
/// before it is sent again. "Already exists" for the very value is success once the record is seen.
/// </remarks>
internal sealed class StepRunner(IZoneEditor editor, HostedZone zone, string? mark, TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly TimeSpan ReadBackPause = TimeSpan.FromSeconds(5);

    public async Task<StepResult> RunAsync(RecordStep step, CancellationToken cancellation)
    {
        Ttl? learned = null;
        for (var attempt = 1; ; attempt++)
        {
            var sent = time.GetTimestamp();
            try
            {
                var id = await SendAsync(step, cancellation);
                return await MarkAsync(new StepResult(step, id, Note: Raised(step, learned), MinimumTtl: learned), cancellation);
            }
            catch (DnsApiException e) when (e.MinimumTtl is { } minimum && learned is null && TtlOf(step) is { } asked && asked.Seconds < minimum.Seconds)
            {
                learned = minimum;
                step = WithTtl(step, minimum);
            }
            catch (DnsApiException e) when (e.OutcomeUnknown || e.Fault == DnsFault.Duplicate)
            {
                var (seen, id) = await ReadBackAsync(step, sent, cancellation);
                if (seen == Seen.Done)
                {
                    return new StepResult(step, id, Note: Raised(step, learned), MinimumTtl: learned);
                }

                if (seen == Seen.Unreadable || e.Fault == DnsFault.Duplicate || attempt == Attempts)
                {
                    return Failed(step, e, learned);
                }
            }
            catch (DnsApiException e)
            {
                return Failed(step, e, learned);
            }
        }
    }

    private static StepResult Failed(RecordStep step, DnsApiException e, Ttl? learned) =>
        new(step, null, e, MinimumTtl: learned, Stale: e.Fault is DnsFault.NotFound or DnsFault.Duplicate or DnsFault.Conflict);

    private async Task<string> SendAsync(RecordStep step, CancellationToken cancellation)
    {
        switch (step)
        {
            case RecordStep.Add add:
                return await editor.AddAsync(zone, add.Content with { Remark = editor.AdditionTakesRemark ? mark : null }, cancellation);
            case RecordStep.Update { Observed: var observed, Content: var content } when observed.Value == content.Value && observed.Ttl == content.Ttl:
                // Left of an update once its TTL was raised to what the record has: both clouds refuse a write that changes nothing.
                return observed.Id;
            case RecordStep.Update update:
                await editor.UpdateAsync(zone, update.Observed, update.Content, cancellation);
                return update.Observed.Id;
            case RecordStep.Delete delete:
                await editor.DeleteAsync(zone, delete.Observed.Id, cancellation);
                return delete.Observed.Id;
            default:
                throw new InvalidOperationException("a step is an addition, an update or a deletion");
        }
    }

    /// <summary>Where an addition takes no remark, only a set that needs the mark to know its record again pays a call for it.</summary>
    private async Task<StepResult> MarkAsync(StepResult done, CancellationToken cancellation)
    {
        if (mark is null || editor.AdditionTakesRemark || done.Step is not RecordStep.Add)
        {
            return done;
        }

        try
        {
            await editor.SetRemarkAsync(zone, done.Id!, mark, cancellation);
            return done;
        }
        catch (DnsApiException e)
        {
            return done with
            {
                Note = new Text(
                    $"record {done.Id} is in place, but could not be marked as ours: {e.Text.English}",
                    $"记录 {done.Id} 已写入，但未能加上本程序的标记：{e.Text.Chinese}"),
            };
        }
    }

    private enum Seen
    {
        Done,
        NotDone,
        Unreadable,
    }

    /// <summary>Whether the step took effect, asked for as long as the listing may lag behind it.</summary>
    private async Task<(Seen Seen, string? Id)> ReadBackAsync(RecordStep step, long sent, CancellationToken cancellation)
    {
        while (true)
        {
            // Measured before asking: an answer counts as late enough only when the question was.
            var late = time.GetElapsedTime(sent) >= editor.ListingLag;
            var records = await TryListAsync(cancellation);
            if (records is not null && Outcome(step, records) is { } id)
            {
                return (Seen.Done, id);
            }

            if (late)
            {
                return (records is null ? Seen.Unreadable : Seen.NotDone, null);
            }

            var left = editor.ListingLag - time.GetElapsedTime(sent);
            await Task.Delay(left < ReadBackPause ? Max(left, TimeSpan.FromMilliseconds(1)) : ReadBackPause, time, cancellation);
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

    private static string? Outcome(RecordStep step, IReadOnlyList<HostedRecord> records) => step switch
    {
        RecordStep.Add { Content: var content } => records.FirstOrDefault(record =>
            record.Enabled && record.Owner == content.Owner && record.Type == content.Type
            && record.Line.Matches(content.Line) && record.Value == content.Value)?.Id,
        RecordStep.Update { Observed: var observed, Content: var content } => records.FirstOrDefault(record =>
            record.Id == observed.Id && record.Value == content.Value && record.Ttl == content.Ttl)?.Id,
        RecordStep.Delete { Observed: var observed } => records.All(record => record.Id != observed.Id) ? observed.Id : null,
        _ => null,
    };

    private static Text? Raised(RecordStep step, Ttl? learned) => learned is not { } minimum ? null : new Text(
        $"{NameOf(step)}: the provider's plan allows no TTL below {minimum} s; {minimum} s is used from now on",
        $"{NameOf(step)}：服务商套餐不允许 TTL 低于 {minimum} 秒，今后使用 {minimum} 秒");

    private static string NameOf(RecordStep step) => step switch
    {
        RecordStep.Add add => $"{add.Content.Owner.Describe()} {add.Content.Type}",
        RecordStep.Update update => $"{update.Content.Owner.Describe()} {update.Content.Type}",
        RecordStep.Delete delete => $"{delete.Observed.Owner.Describe()} {delete.Observed.Type}",
        _ => "",
    };

    private static Ttl? TtlOf(RecordStep step) => step switch
    {
        RecordStep.Add add => add.Content.Ttl,
        RecordStep.Update update => update.Content.Ttl,
        _ => null,
    };

    private static RecordStep WithTtl(RecordStep step, Ttl ttl) => step switch
    {
        RecordStep.Add add => add with { Content = add.Content with { Ttl = ttl } },
        RecordStep.Update update => update with { Content = update.Content with { Ttl = ttl } },
        _ => step,
    };
}
