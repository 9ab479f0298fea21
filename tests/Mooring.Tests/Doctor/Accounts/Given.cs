using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Doctor.Accounts;
using Mooring.Providers;

namespace Mooring.Tests.Doctor.Accounts;

/// <summary>Facts for the judges of accounts, zones and records.</summary>
internal static class Given
{
    public static AccountFacts Account(string name = "home", string provider = "alidns", params string[] zones) => new()
    {
        Name = name, Provider = ProviderCatalog.Find(provider)!, Zones = [.. zones.Select(zone => Zone(zone))],
    };

    public static HostedZone Zone(string name, ZoneDetails? details = null) => new(DomainName.Parse(name), "62") { Details = details ?? new ZoneDetails() };

    /// <summary>The account with records wanted in these zones, all of which can be listed.</summary>
    public static AccountFacts Wanting(this AccountFacts account, params HostedZone[] zones) =>
        account with { Zones = zones, Listings = [.. zones.Select(zone => new ZoneListing(zone))] };

    public static RecordSettings Record(string name, RecordWish? wish = null, SetMode mode = SetMode.Adopt, bool create = true, string? id = null, int? ttl = null) => new()
    {
        Key = "records[0]",
        Name = DomainName.Parse(name),
        Account = "home",
        Wish = wish ?? new RecordWish.Addresses(["wan4"]),
        Mode = mode,
        Create = create,
        Id = id,
        Ttl = ttl is { } seconds ? new Ttl(seconds) : null,
    };

    public static DnsApiException Refusal(DnsFault fault, string? missing = null, bool content = false, string? code = null) => new(fault, Text.Same("said; do"), code)
    {
        Told = Text.Same("said"),
        Advice = Text.Same("do"),
        MissingRight = missing,
        ContentRefused = content,
    };

    public static RightsTrial Trial(RecordRights right, TrialOutcome outcome, bool namesZone = true) =>
        new(Zone("example.com"), right, outcome, Refusal(DnsFault.Permission, $"may:{right}")) { NamesZone = namesZone };
}
