using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Engine.Updating;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>Asks one account for what the judges need, side by side with others.</summary>
/// <param name="configuration">What is wanted.</param>
/// <param name="triesWrites">Whether writes that cannot take effect are tried.</param>
/// <param name="time">The clock.</param>
internal sealed class AccountLook(MooringConfiguration configuration, bool triesWrites, TimeProvider time)
{
    /// <summary>A host that is not there is given up well before the whole examination is.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Looks at the account. What fails is told.</summary>
    public async Task<AccountFacts> LookAsync(Account account, CancellationToken cancellation)
    {
        var settings = configuration.Account(account.Name);
        var records = configuration.Records.Where(record => record.Account == account.Name).ToArray();
        var facts = new AccountFacts { Name = account.Name, Provider = ProviderCatalog.Find(settings.Provider)!, Needed = Needed(account, settings, records) };
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await AskAsync(account.Editor, records, facts with { Zones = await account.Editor.ListZonesAsync(either.Token) }, either.Token);
        }
        catch (DnsApiException e)
        {
            return facts with { Failure = e };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return facts with { Failure = new DnsApiException(DnsFault.Unavailable, TookTooLong) };
        }
    }

    private RecordRights Needed(Account account, AccountSettings settings, RecordSettings[] records)
    {
        var needed = RightsNeeded.Of(records, account.Editor.AdditionTakesRemark, configuration.Daemon.DeleteOnStop);

        // The older API has no action for remarks, so no right to it either.
        return settings is TencentAccount { Api: TencentApi.CnsV2 } ? needed & ~RecordRights.Remark : needed;
    }

    private async Task<AccountFacts> AskAsync(IZoneEditor editor, RecordSettings[] records, AccountFacts facts, CancellationToken cancellation)
    {
        var zones = records.Select(record => facts.ZoneOf(record.Name, record.Zone)).OfType<HostedZone>().Distinct().ToArray();
        var looks = await Task.WhenAll(zones.Select(zone => LookAsync(editor, zone, facts, cancellation)));
        return facts with { Listings = [.. looks.Select(look => look.Listing)], Trials = [.. looks.SelectMany(look => look.Trials)] };
    }

    private async Task<(ZoneListing Listing, IReadOnlyList<RightsTrial> Trials)> LookAsync(
        IZoneEditor editor, HostedZone zone, AccountFacts facts, CancellationToken cancellation)
    {
        try
        {
            var listed = await editor.ListAsync(zone, cancellation);
            return (new ZoneListing(zone), triesWrites ? await new RightsTrials(editor, facts.Provider).TryAsync(zone, listed, facts.Needed, cancellation) : []);
        }
        catch (DnsApiException e)
        {
            return (new ZoneListing(zone, e), []);
        }
    }

    private static Text TookTooLong { get; } = new(
        $"the zones and rights of the account were not told within {Limit.TotalSeconds:0} s", $"{Limit.TotalSeconds:0} 秒内未能得知账号的域名与权限");
}
