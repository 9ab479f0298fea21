using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>Finds out which writes a key may do, by requests that can do nothing. Both hosts look at the right before the request.</summary>
/// <remarks>
/// Each has two reasons to come to nothing. Additions and changes carry an A record whose value is no address and whose TTL is zero.
/// Changes, remarks and deletions name a record by an id that no record has, which is absent from the listing. Nothing is ever tried with a record that exists.
/// </remarks>
/// <param name="editor">The account.</param>
/// <param name="provider">Its host.</param>
internal sealed class RightsTrials(IZoneEditor editor, ProviderInfo provider)
{
    private const RecordRights ById = RecordRights.Update | RecordRights.Remark | RecordRights.Delete;

    private readonly string nobody = provider.UnusedRecordId;

    private bool NamesZone(RecordRights right) => provider.NamesZoneOfRecord || right == RecordRights.Add;

    /// <summary>Tries what is needed; where a host refuses a record that is not there without knowing its zone, also what may show why.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="listed">Its records, all of them.</param>
    /// <param name="needed">What to try.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<RightsTrial>> TryAsync(HostedZone zone, IReadOnlyList<HostedRecord> listed, RecordRights needed, CancellationToken cancellation)
    {
        if (listed.Any(record => record.Id == nobody))
        {
            return [];
        }

        var tried = new List<RightsTrial>();
        await TryEachAsync(zone, needed, tried, cancellation);
        if (tried.Exists(trial => !trial.NamesZone && trial.Outcome == TrialOutcome.Missing))
        {
            await TryEachAsync(zone, ById & ~needed, tried, cancellation);
        }

        return tried;
    }

    private async Task TryEachAsync(HostedZone zone, RecordRights rights, List<RightsTrial> tried, CancellationToken cancellation)
    {
        RecordRights[] single = [RecordRights.Add, RecordRights.Update, RecordRights.Remark, RecordRights.Delete];
        foreach (var right in single.Where(right => rights.HasFlag(right)))
        {
            tried.Add(await TryAsync(zone, right, cancellation));
        }
    }

    private async Task<RightsTrial> TryAsync(HostedZone zone, RecordRights right, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(zone, right, cancellation);
            return Of(right == RecordRights.Delete ? TrialOutcome.Allowed : TrialOutcome.Untold, null);
        }
        catch (DnsApiException e)
        {
            return Of(Judge(right, Causes.Of(e)), e);
        }

        RightsTrial Of(TrialOutcome outcome, DnsApiException? answer) => new(zone, right, outcome, answer) { NamesZone = NamesZone(right) };
    }

    /// <summary>What a refusal proves. Only what a host says after it has looked at the right counts.</summary>
    public static TrialOutcome Judge(RecordRights right, DnsApiException refusal) =>
        refusal.MissingRight is not null ? TrialOutcome.Missing
        : refusal.ContentRefused || (right != RecordRights.Add && refusal.Fault == DnsFault.NotFound) ? TrialOutcome.Allowed
        : TrialOutcome.Untold;

    private Task SendAsync(HostedZone zone, RecordRights right, CancellationToken cancellation) => right switch
    {
        RecordRights.Add => editor.AddAsync(zone, Impossible(zone), cancellation),
        RecordRights.Update => editor.UpdateAsync(zone, Nobody(zone), Impossible(zone), cancellation),
        RecordRights.Remark => editor.SetRemarkAsync(zone, nobody, "mooring doctor", cancellation),
        _ => editor.DeleteAsync(zone, nobody, cancellation),
    };

    private RecordContent Impossible(HostedZone zone) => new(Owner(zone), RecordType.A, new RecordValue("mooring-doctor-tries-a-right"), new Ttl(0), editor.Line(null));

    private HostedRecord Nobody(HostedZone zone) => new()
    {
        Id = nobody,
        Owner = Owner(zone),
        Type = RecordType.A,
        Value = new RecordValue("mooring-doctor-tries-a-right"),
        Ttl = new Ttl(0),
        Line = editor.Line(null),
    };

    private static DomainName Owner(HostedZone zone) => DomainName.TryJoin("_mooring-doctor", zone.Name, out var owner) ? owner : zone.Name;
}
