namespace Mooring.Sandbox.World;

/// <summary>A limit as a bucket of tokens.</summary>
/// <param name="Burst">How many a full bucket holds; at least 1.</param>
/// <param name="Refill">How long it takes until one more is there; above 0.</param>
public sealed record AuthorityRate(int Burst, TimeSpan Refill);

/// <summary>The rate limits of the test CA; null for none.</summary>
/// <param name="NewAccounts">New accounts of one client address.</param>
/// <param name="NewOrders">New orders of one account; renewals of the same names are exempt.</param>
/// <param name="CertificatesPerDomain">Certificates for names of one zone; renewals of the same names are exempt.</param>
/// <param name="CertificatesPerSet">Certificates for exactly the same names.</param>
/// <param name="FailedValidations">Failed validations of one name by one account.</param>
/// <remarks>An order that replaces a certificate (RFC 9773 §5) is exempt from all of them.</remarks>
public sealed record AuthorityLimits(
    AuthorityRate? NewAccounts = null,
    AuthorityRate? NewOrders = null,
    AuthorityRate? CertificatesPerDomain = null,
    AuthorityRate? CertificatesPerSet = null,
    AuthorityRate? FailedValidations = null)
{
    /// <summary>No limits.</summary>
    public static AuthorityLimits None { get; } = new();

    /// <summary>Those of Let's Encrypt (their page "Rate Limits" of August 2026).</summary>
    public static AuthorityLimits LetsEncrypt { get; } = new(
        new AuthorityRate(10, TimeSpan.FromMinutes(18)),
        new AuthorityRate(300, TimeSpan.FromSeconds(36)),
        new AuthorityRate(50, TimeSpan.FromMinutes(202)),
        new AuthorityRate(5, TimeSpan.FromHours(34)),
        new AuthorityRate(5, TimeSpan.FromMinutes(12)));
}
