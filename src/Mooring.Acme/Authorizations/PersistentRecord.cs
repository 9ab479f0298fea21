using System.Globalization;
using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>The TXT record of <c>dns-persist-01</c> (draft-ietf-acme-dns-persist): names the CA and the account that may have certificates for a name.</summary>
/// <remarks>The text is an issue-value of CAA (RFC 8659 §4.2): <c>ca.example; accounturi=https://ca.example/acct/1; policy=wildcard</c>.</remarks>
/// <param name="Issuer">The CA's name, as in <see cref="AcmeChallenge.IssuerDomainNames"/>.</param>
/// <param name="AccountUri">The account.</param>
public sealed record PersistentRecord(string Issuer, string AccountUri)
{
    /// <summary>Whether it holds for the wildcard and the names below as well (<c>policy=wildcard</c>). Default false.</summary>
    public bool Wildcard { get; init; }

    /// <summary>From when on the CA shall not use it any more, to the second; null (default) for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the record of a name stands; of a wildcard, that of the name it is of.</summary>
    public static DomainName NameFor(DomainName domain) =>
        DomainName.Parse($"_validation-persist.{(domain.IsWildcard ? domain.Parent!.Value : domain.Value)}");

    /// <summary>Reads a TXT record's text, its strings joined; null when it is none of these. Parameters unknown are ignored.</summary>
    public static PersistentRecord? Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var parameters = parts.Skip(1).Where(part => part.Length > 0).Select(Parameter).ToArray();
        if (!IsIssuerName(parts[0].ToLowerInvariant().TrimEnd('.')) || HasTwice(parameters) || Find(parameters, "accounturi") is not { Length: > 0 } account)
        {
            return null;
        }

        var until = Find(parameters, "persistuntil");
        var seconds = 0L;
        return until is not null && !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) ? null : new(parts[0], account)
        {
            Wildcard = string.Equals(Find(parameters, "policy"), "wildcard", StringComparison.OrdinalIgnoreCase),
            Until = until is null ? null : Instant(seconds),
        };
    }

    /// <summary>Whether this record, found in DNS, lets the CA issue what that one, which is wanted, would.</summary>
    /// <param name="wanted">The record that was to be published.</param>
    /// <param name="now">The time to judge <see cref="Until"/> by.</param>
    public bool Serves(PersistentRecord wanted, DateTimeOffset now) =>
        string.Equals(Issuer.TrimEnd('.'), wanted.Issuer.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
        && AccountUri == wanted.AccountUri
        && (Wildcard || !wanted.Wildcard)
        && (Until is null || Until > now);

    /// <summary>The record's text. Longer ones than 255 octets become several strings of one record.</summary>
    public override string ToString() =>
        $"{Issuer}; accounturi={AccountUri}{(Wildcard ? "; policy=wildcard" : "")}{(Until is { } until ? $"; persistUntil={until.ToUnixTimeSeconds()}" : "")}";

    /// <summary>The draft: A-labels in lower case, without the final dot.</summary>
    internal static bool IsIssuerName(string name) =>
        DomainName.TryParse(name, out var parsed) && parsed.Value == name && name.Length > 0 && !parsed.IsWildcard;

    private static (string Tag, string Value) Parameter(string part)
    {
        var pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
        return (pair[0].ToLowerInvariant(), pair.Length > 1 ? pair[1] : "");
    }

    private static string? Find((string Tag, string Value)[] parameters, string tag) =>
        parameters.Where(parameter => parameter.Tag == tag).Select(parameter => parameter.Value).FirstOrDefault();

    private static bool HasTwice((string Tag, string Value)[] parameters) =>
        parameters.Select(parameter => parameter.Tag).Distinct(StringComparer.Ordinal).Count() != parameters.Length;

    /// <summary>Beyond the calendar is never.</summary>
    private static DateTimeOffset Instant(long seconds) =>
        seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MaxValue;
}
