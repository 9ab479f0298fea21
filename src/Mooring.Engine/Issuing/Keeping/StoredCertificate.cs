using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>A certificate as it was issued, to be kept.</summary>
/// <param name="Name">The name under <c>certificates:</c>.</param>
/// <param name="Kind">The kind of its key.</param>
/// <param name="Chain">Each certificate as PEM, leaf first, without the root; at least the leaf.</param>
/// <param name="Key">The leaf's private key, PKCS #8 as PEM; null where it never was here, as of a <see cref="GivenRequest"/>.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record NewCertificate(string Name, CertificateKeyKind Kind, IReadOnlyList<string> Chain, Secret? Key, CertificateOrigin Origin)
{
    /// <summary>The names that were ordered; an authority may add some of its own. None (default): those it carries.</summary>
    public IReadOnlyList<DomainName> Ordered { get; init; } = [];
}

/// <summary>Where a certificate comes from.</summary>
/// <param name="Issuer">The name under <c>issuers:</c>.</param>
/// <param name="Directory">The ACME directory.</param>
/// <param name="Issued">When it was downloaded, UTC.</param>
public sealed record CertificateOrigin(string Issuer, Uri Directory, DateTimeOffset Issued)
{
    /// <summary>The account's URL, which must be the same for a renewal that names what it replaces (RFC 9773 §5); null where not known.</summary>
    public string? Account { get; init; }

    /// <summary>The profile it was ordered with; null for the authority's default.</summary>
    public string? Profile { get; init; }
}

/// <summary>A certificate of the store.</summary>
public sealed record StoredCertificate
{
    /// <summary>The name under <c>certificates:</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of its key.</summary>
    public required CertificateKeyKind Kind { get; init; }

    /// <summary>Its number among the versions of this name and kind, from 1; later ones are higher.</summary>
    public required int Version { get; init; }

    /// <summary>Each certificate as PEM, leaf first.</summary>
    public required ImmutableArray<string> Chain { get; init; }

    /// <summary>The private key, PKCS #8 as PEM; null where it never was here, as of a <see cref="GivenRequest"/>.</summary>
    public required Secret? Key { get; init; }

    /// <summary>The names it carries (RFC 5280 §4.2.1.6), in its own order; what is no domain name is left out.</summary>
    public required ImmutableArray<DomainName> Domains { get; init; }

    /// <summary>The names that were ordered; those it carries, where that is not known.</summary>
    public ImmutableArray<DomainName> Ordered { get; init; } = [];

    /// <summary>From when to when it counts.</summary>
    public required Validity Validity { get; init; }

    /// <summary>Its serial number in hexadecimal, upper case.</summary>
    public required string Serial { get; init; }

    /// <summary>Whom the leaf names as its issuer.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>Where it comes from.</summary>
    public required CertificateOrigin Origin { get; init; }

    /// <summary>The whole chain as one PEM text, leaf first.</summary>
    public string FullChain => string.Concat(Chain);

    /// <summary>Whether it is of that key.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo (RFC 5280 §4.1).</param>
    public bool IsOf(ReadOnlySpan<byte> publicKey)
    {
        using var leaf = OpenLeaf();
        return publicKey.SequenceEqual(leaf.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The leaf, read; the caller disposes of it.</summary>
    public X509Certificate2 OpenLeaf() => X509Certificate2.CreateFromPem(Chain[0]);
}
