using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Doctor.Accounts;

/// <summary>Accounts, their rights and zones, and the records that are wanted there.</summary>
internal sealed class AccountsExamination : IExamination
{
    /// <inheritdoc />
    public Text Name { get; } = new("accounts, zones and records", "账号、域名与记录");

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation) =>
        patient is { Configuration: { } configuration, Installation: { } installation }
            ? ExamineAsync(patient, configuration, installation, cancellation)
            : Task.FromResult<IReadOnlyList<Finding>>([]);

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(
        Patient patient, MooringConfiguration configuration, Installation installation, CancellationToken cancellation)
    {
        var look = new AccountLook(configuration, patient.TriesWrites, patient.Time);
        var accounts = await Task.WhenAll(installation.Accounts.Select(account => look.LookAsync(account, cancellation)));
        var lookup = NameServices.Lookup(configuration.Dns, installation.HttpsResolvers, patient.Time);
        var delegations = DelegationsAsync(accounts, new DelegationLook(lookup, patient.Time), cancellation);
        var plan = await PlanAsync(patient, configuration, installation, accounts, cancellation);
        var world = await WorldAsync(accounts, await delegations, plan, new WorldLook(lookup, patient.Time), cancellation);
        return
        [
            .. accounts.SelectMany(account => RightsJudge.Judge(account, patient.TriesWrites).Prepend(AccountJudge.Judge(account))),
            .. accounts.Where(account => account.Failure is null).SelectMany(account => Zones(configuration, account, accounts)),
            .. ZoneJudge.Doubles(accounts),
            .. (await delegations).SelectMany(zone => DelegationJudge.Judge(zone.Account, zone.Facts)),
            .. accounts.SelectMany(RecordsJudge.Unread),
            .. RecordsJudge.Claims(plan, accounts.ToDictionary(account => account.Name, account => account.Provider.Name, StringComparer.Ordinal)),
            .. RecordsJudge.Judge(plan),
            .. WorldJudge.Judge(world),
        ];
    }

    private static IEnumerable<Finding> Zones(MooringConfiguration configuration, AccountFacts account, AccountFacts[] accounts)
    {
        var records = configuration.Records.Where(record => record.Account == account.Name).ToArray();
        return ZoneJudge.Missing(account, records, accounts).Concat(ZoneJudge.Standing(account, records));
    }

    private static async Task<(AccountFacts Account, DelegationFacts Facts)[]> DelegationsAsync(AccountFacts[] accounts, DelegationLook look, CancellationToken cancellation) =>
        await Task.WhenAll(accounts.SelectMany(account => account.WantedZones.Select(async zone => (account, await look.LookAsync(zone, cancellation)))));

    private static Task<IReadOnlyList<WorldFacts>> WorldAsync(
        AccountFacts[] accounts, (AccountFacts Account, DelegationFacts Facts)[] delegations, RoundOutcome plan, WorldLook look, CancellationToken cancellation)
    {
        var servers = delegations.Where(zone => DelegationJudge.ReachesUs(zone.Account, zone.Facts))
            .Select(zone => (Zone: (zone.Account.Name, zone.Facts.Zone.Name), Servers: zone.Facts.Serving)).Where(zone => zone.Servers is not null)
            .ToDictionary(zone => zone.Zone, zone => zone.Servers!);
        return look.LookAsync(plan, servers, accounts.ToDictionary(account => account.Name, account => account.Provider.Line(null), StringComparer.Ordinal), cancellation);
    }

    /// <summary>The plan of what can be planned: where an account or a zone does not answer, that is told already.</summary>
    private static async Task<RoundOutcome> PlanAsync(
        Patient patient, MooringConfiguration configuration, Installation installation, AccountFacts[] accounts, CancellationToken cancellation)
    {
        var readable = accounts.SelectMany(account => account.Listings.Where(listing => listing.Failure is null).Select(listing => (account.Name, listing.Zone))).ToHashSet();
        var facts = accounts.ToDictionary(account => account.Name, StringComparer.Ordinal);
        var plannable = configuration with
        {
            Records = [.. configuration.Records.Where(record =>
                facts[record.Account].ZoneOf(record.Name, record.Zone) is { } zone && readable.Contains((record.Account, zone)))],
        };
        var report = await new RoundRunner(plannable, installation, new Observations(), patient.Time).RunAsync(dryRun: true, TimeSpan.Zero, cancellation);
        return report.Outcome;
    }
}
