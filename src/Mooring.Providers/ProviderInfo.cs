using System.Globalization;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers;

/// <summary>What the rest of the program needs to know of a DNS host before it makes a call: names, places, limits.</summary>
public sealed record ProviderInfo
{
    /// <summary>The word in configuration and JSON.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required Text Title { get; init; }

    /// <summary>Other words that people type for it, in lower case.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    /// <summary>The setting that holds <see cref="ApiCredentials.Id"/>.</summary>
    public required string IdSetting { get; init; }

    /// <summary>The setting that holds <see cref="ApiCredentials.Key"/>.</summary>
    public required string KeySetting { get; init; }

    /// <summary>The line of that name or code; the default line for null. No call is made.</summary>
    public required Func<string?, DnsLine> Line { get; init; }

    /// <summary>Its APIs, the default one first.</summary>
    public required IReadOnlyList<ApiInfo> Apis { get; init; }

    /// <summary>Environment variables in which other tools expect credentials for this host, the vendor's own first.</summary>
    public required IReadOnlyList<CredentialVariables> Variables { get; init; }

    /// <summary>Where a key is created and disabled: the page of the users below the account, since the account's own key has every right.</summary>
    public required Uri KeyConsole { get; init; }

    /// <summary>Where rights are granted.</summary>
    public required Uri PermissionConsole { get; init; }

    /// <summary>Where zones and records are edited by hand.</summary>
    public required Uri ZoneConsole { get; init; }

    /// <summary>The domains that its name servers lie in.</summary>
    public required IReadOnlyList<DomainName> NameServers { get; init; }

    /// <summary>An id that no record has: the largest that fits the host's numbers, far beyond those that it has given out.</summary>
    public required string UnusedRecordId { get; init; }

    /// <summary>Whether a request about a record that is there names its zone too; else its id alone.</summary>
    public required bool NamesZoneOfRecord { get; init; }

    /// <summary>How the vendor's permission system writes the right to one action; <c>{0}</c> stands for the action.</summary>
    public required string RightFormat { get; init; }

    /// <summary>The least policy that lets Mooring do what is needed, as JSON on one line; limited to the zones where the vendor allows that.</summary>
    public required Func<NeededRights, string> LeastPolicy { get; init; }

    /// <summary>The policy for everything that Mooring ever does with records, in one zone; in all of them for null.</summary>
    public string Policy(DomainName? zone) => LeastPolicy(new NeededRights(zone is null ? [] : [new HostedZone(zone)], RecordRights.All));

    /// <summary>The vendor's word for the right to an action: <c>alidns:UpdateDomainRecord</c>.</summary>
    public string Right(string action) => string.Format(CultureInfo.InvariantCulture, RightFormat, action);
}

/// <summary>One of a DNS host's APIs.</summary>
public sealed record ApiInfo
{
    /// <summary>The word for it in configuration (<c>api:</c>).</summary>
    public required string Name { get; init; }

    /// <summary>Where it answers unless <c>endpoint:</c> says otherwise.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Calls per second that an account may use up; below the vendor's published limit.</summary>
    public required double CallsPerSecond { get; init; }

    /// <summary>How far a request's time may be off before the host refuses it.</summary>
    public required TimeSpan ClockTolerance { get; init; }

    /// <summary>What <c>check</c> warns of when this API is chosen; null when there is nothing to warn of.</summary>
    public Text? Notice { get; init; }
}

/// <summary>The environment variables of one tool that hold credentials.</summary>
/// <param name="Tools">The tools that read them, for people.</param>
/// <param name="Id">The variable with the key's id.</param>
/// <param name="Key">The variable with the secret.</param>
/// <param name="Token">The variable with the token of temporary credentials, where the tool knows one.</param>
public sealed record CredentialVariables(string Tools, string Id, string Key, string? Token = null);
