using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Configuration.Settings;

/// <summary>A certificate to keep.</summary>
/// <param name="Name">Its name, unique.</param>
/// <param name="Domains">At least one; the first is the subject.</param>
/// <param name="Account">The account that holds the zones.</param>
/// <param name="Issuers">Names under <c>issuers:</c>, at least one; the next where the one before does not serve.</param>
/// <param name="Keys">One certificate for each; words such as <c>ecdsa-p256</c>.</param>
/// <param name="Deploy">What to do with a new one, in order.</param>
internal sealed record CertificateSettings(
    string Name,
    IReadOnlyList<DomainName> Domains,
    string Account,
    IReadOnlyList<string> Issuers,
    IReadOnlyList<string> Keys,
    IReadOnlyList<DeployStep> Deploy)
{
    /// <summary>Whether a renewal keeps the key. Default false.</summary>
    public bool ReusesKey { get; init; }

    /// <summary>A request that was made elsewhere, whose names and kind of key stand above; null: keys are made here.</summary>
    public GivenRequest? Request { get; init; }
}

/// <summary>A certification authority.</summary>
/// <param name="Name">The name under <c>issuers:</c>.</param>
/// <param name="Directory">The ACME directory.</param>
internal sealed record IssuerSettings(string Name, Uri Directory)
{
    /// <summary>A contact; null for none.</summary>
    public string? Email { get; init; }

    /// <summary>A PEM file of roots that are trusted instead of the system's, absolute; null for none.</summary>
    public string? RootCertificates { get; init; }

    /// <summary>External account binding (RFC 8555 §7.3.4): the key's id; null for none.</summary>
    public string? EabKeyId { get; init; }

    /// <summary>External account binding: the MAC key, base64url; null for none.</summary>
    public Secret? EabHmacKey { get; init; }

    /// <summary>Where credentials for external account binding are had, for <see cref="Email"/>, which is then given; null: nowhere.</summary>
    public Uri? EabFrom { get; init; }

    /// <summary>The profile asked for; null for the authority's default.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the profile is left out where the authority does not offer it. Default false: it is required.</summary>
    public bool ProfileOptional { get; init; }

    /// <summary>The common name of the root, or of an intermediate, whose chain is wanted; null for the authority's choice.</summary>
    public string? PreferredChain { get; init; }

    /// <summary>The directory for trials; null for the one that is known of the authority, if any.</summary>
    public Uri? Staging { get; init; }
}
