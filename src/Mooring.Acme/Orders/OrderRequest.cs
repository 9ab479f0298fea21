using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>A certificate to be ordered (RFC 8555 §7.4).</summary>
/// <param name="Domains">The names, wildcards as <c>*.example.com</c>; at least one. A name that stands twice counts once.</param>
public sealed record OrderRequest(IReadOnlyList<DomainName> Domains)
{
    /// <summary>The profile wanted (draft-ietf-acme-profiles §4); null (default) leaves it to the CA.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the order shall be placed without <see cref="Profile"/> at a CA that does not offer it, rather than fail. Default false.</summary>
    public bool ProfilePreferred { get; init; }

    /// <summary>
    /// The <see cref="CertificateId"/> of the certificate that this one replaces (RFC 9773 §5); null (default) for none. Left out where the CA
    /// offers no renewal information, or refuses the order with it.
    /// </summary>
    public string? Replaces { get; init; }

    /// <summary>Start of the validity wanted; null (default) leaves it to the CA. Few CAs take it.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of the validity wanted; null (default) leaves it to the CA. Few CAs take it.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
