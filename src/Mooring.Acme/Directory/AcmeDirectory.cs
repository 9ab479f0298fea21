namespace Mooring.Acme;

/// <summary>What a CA offers, and where (RFC 8555 §7.1.1).</summary>
public sealed record AcmeDirectory
{
    internal AcmeDirectory(Uri newNonce, Uri newAccount, Uri newOrder) => (NewNonce, NewAccount, NewOrder) = (newNonce, newAccount, newOrder);

    /// <summary>The terms that an account agrees to; null where there are none.</summary>
    public Uri? TermsOfService { get; init; }

    /// <summary>The CA's page; null where none is named.</summary>
    public Uri? Website { get; init; }

    /// <summary>The names by which CAA records allow this CA (RFC 8659 §4.2); none where it names none.</summary>
    public IReadOnlyList<string> CaaIdentities { get; init; } = [];

    /// <summary>Whether a new account needs an <see cref="ExternalBinding"/>.</summary>
    public bool ExternalAccountRequired { get; init; }

    /// <summary>The profiles by name, with a description or its address (draft-ietf-acme-profiles §3); none where the CA knows none.</summary>
    public IReadOnlyDictionary<string, string> Profiles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the CA says when to renew, and takes what an order replaces (RFC 9773 §3, §5).</summary>
    public bool HasRenewalInfo => RenewalInfo is not null;

    internal Uri NewNonce { get; }

    internal Uri NewAccount { get; }

    internal Uri NewOrder { get; }

    internal Uri? RevokeCert { get; init; }

    internal Uri? KeyChange { get; init; }

    internal Uri? RenewalInfo { get; init; }
}
