namespace Mooring.Acme;

/// <summary>An account at a CA (RFC 8555 §7.1.2).</summary>
/// <param name="Url">Its address, which names it in every later request: keep it letter by letter.</param>
/// <param name="Status">Whether it may be used.</param>
/// <param name="Contacts">Its contact URLs, as far as the CA shows them.</param>
/// <param name="Created">Whether it was made just now; false for one that was there.</param>
public sealed record AcmeAccount(string Url, AcmeAccountStatus Status, IReadOnlyList<string> Contacts, bool Created);

/// <summary>The states of an account (RFC 8555 §7.1.6).</summary>
public enum AcmeAccountStatus
{
    /// <summary>May be used.</summary>
    Valid,

    /// <summary>Given up by its owner, for good.</summary>
    Deactivated,

    /// <summary>Closed by the CA, for good; also any state that RFC 8555 does not know.</summary>
    Revoked,
}
