using Mooring.Acme;
using Mooring.Core;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>How our account at an authority stands.</summary>
/// <param name="Issuer">The authority.</param>
public sealed record AccountStanding(Issuer Issuer)
{
    /// <summary>Its URL; null where there is no account, or the authority could not tell.</summary>
    public string? Account { get; init; }

    /// <summary><c>valid</c>, <c>deactivated</c> or <c>revoked</c> (RFC 8555 §7.1.6); null with <see cref="Account"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Its contact URLs, as far as the authority shows them.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary>Why the authority could not tell; null otherwise.</summary>
    public Text? Error { get; init; }

    internal static AccountStanding Of(Issuer issuer, AcmeAccount account) => new(issuer)
    {
        Account = account.Url,
        Contacts = account.Contacts,
        Status = account.Status switch
        {
            AcmeAccountStatus.Valid => "valid",
            AcmeAccountStatus.Deactivated => "deactivated",
            _ => "revoked",
        },
    };
}
