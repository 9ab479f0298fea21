using System.Globalization;

namespace Mooring.Sandbox.CertificateAuthority.Validation;

/// <summary>The standing TXT record of dns-persist-01 (draft-ietf-acme-dns-persist): <c>issuer; accounturi=URL[; policy=wildcard][; persistUntil=SECONDS]</c>.</summary>
internal static class PersistentRecord
{
    /// <summary>The challenge that asks for it.</summary>
    public const string Type = "dns-persist-01";

    /// <summary>Whether a record lets this account have certificates for the name, or for what lies below it.</summary>
    public static bool Allows(string text, string account, bool wildcard, DateTimeOffset now)
    {
        if (IssuerValue.Read(text) is not { } value || value.Issuer != CaaCheck.Issuer || value["accounturi"] != account)
        {
            return false;
        }

        return (!wildcard || string.Equals(value["policy"], "wildcard", StringComparison.OrdinalIgnoreCase))
            && (value["persistUntil"] is not { } until
                || (long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && now.ToUnixTimeSeconds() <= seconds));
    }
}
