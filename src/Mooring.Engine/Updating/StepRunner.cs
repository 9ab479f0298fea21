using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Core.Planning;

namespace Mooring.Engine.Updating;

/// <summary>Carries out one write and makes sure of its outcome.</summary>
/// <remarks>
/// A write whose answer was lost may have taken effect: it is read back, for as long as the provider's listing may lag,
/// before it is sent again. "Already exists" for the very value is success once the record is seen, whoever made it.
/// </remarks>
internal sealed class StepRunner(IZoneEditor editor, HostedZone zone, string mark, SetMode mode, TimeProvider time)
{
    private const int Attempts = 3;
    private readonly ReadBack readBack = new(editor, zone, time);

    public async Task<StepResult> RunAsync(RecordStep step, CancellationToken cancellation)
    {
        Ttl? learned = null;
        var unanswered = false;
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
                unanswered |= e.OutcomeUnknown;
                var (seen, record) = await readBack.AskAsync(step, sent, cancellation);
                if (seen == Seen.Done)
                {
                    var done = new StepResult(step, record!.Id, Note: Raised(step, learned), MinimumTtl: learned);
                    return step is not RecordStep.Add || record.Remark == mark ? done
                        : IsOurs(record, unanswered) ? await MarkAsync(done, cancellation)
                        : done with { Foreign = record, Note = NotOurs(step, record) };
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

    /// <summary>
    /// Whether a record without our mark is what we added. A remark says that it is another's. In `join` another host may have added the
    /// same value: there it is ours only if an addition of ours got no answer, at a host whose additions take no mark.
    /// </summary>
    private bool IsOurs(HostedRecord record, bool unanswered) => mode == SetMode.ByValue ||
        string.IsNullOrEmpty(record.Remark) && (mode != SetMode.Join || (unanswered && !editor.AdditionTakesRemark));

    private static Text NotOurs(RecordStep step, HostedRecord record) => new(
        $"{NameOf(step)}: {record.Value} was added by somebody else meanwhile (id {Printable.Of(record.Id)}); that record stays theirs",
        $"{NameOf(step)}：其间他人已添加 {record.Value}（ID {Printable.Of(record.Id)}），该记录仍归其所有");

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
        if (mode != SetMode.Join || editor.AdditionTakesRemark || done.Step is not RecordStep.Add)
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
