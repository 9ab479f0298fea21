namespace Mooring.Acme;

/// <summary>Why a certificate is revoked (RFC 5280 §5.3.1); those that a subscriber may give.</summary>
public enum RevocationReason
{
    /// <summary>No reason is told.</summary>
    Unspecified = 0,

    /// <summary>The private key is, or may be, known to others.</summary>
    KeyCompromise = 1,

    /// <summary>The owner's name or organization has changed.</summary>
    AffiliationChanged = 3,

    /// <summary>Another certificate has taken its place.</summary>
    Superseded = 4,

    /// <summary>The names are not used, or not owned, any more.</summary>
    CessationOfOperation = 5,
}
