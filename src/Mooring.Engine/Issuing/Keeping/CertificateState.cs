using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>How the issuance of one certificate and kind of key stands: the document <c>certificates/NAME-KIND</c>.</summary>
public sealed record CertificateState
{
    /// <summary>Format of this document.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The order under way; null for none. Its key lies in <see cref="CertificateStore.FindPendingKeyAsync"/>.</summary>
    public PendingOrder? Order { get; init; }

    /// <summary>How many attempts failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Before that no further attempt is made (<see cref="RetryRule"/>); null for at once.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>Why the last attempt failed; null when none did since the last success.</summary>
    public Text? LastError { get; init; }

    /// <summary>When the last attempt failed.</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>When the version in use is to be renewed (<see cref="RenewalRule"/>); null until it was chosen.</summary>
    public RenewalChoice? Renewal { get; init; }

    /// <summary>Which version <see cref="Renewal"/> is about; a choice for another one is void.</summary>
    public int? RenewalOf { get; init; }

    /// <summary>When the authority is asked for its window again; null for at once.</summary>
    public DateTimeOffset? NextLook { get; init; }

    /// <summary>Where the authority explains its window (RFC 9773 §4.2); null where it does not.</summary>
    public Uri? Explanation { get; init; }

    /// <summary>The version that was revoked at our wish, so that another one is due; null for none.</summary>
    public int? Revoked { get; init; }

    /// <summary>The version whose key is known to others, so that it is not used again; null for none.</summary>
    public int? Compromised { get; init; }

    /// <summary>The deployment; null when none was tried.</summary>
    public DeploymentState? Deployment { get; init; }

    /// <summary>Whether that one was revoked at our wish.</summary>
    public bool IsRevoked(StoredCertificate? certificate) => certificate is not null && certificate.Version == Revoked;

    /// <summary>Nothing happened yet.</summary>
    public static readonly CertificateState Empty = new();

    /// <summary>The document of a certificate and kind of key.</summary>
    public static StateDocumentOf<CertificateState> In(IStateStore store, string name, CertificateKeyKind kind) =>
        new(store, $"certificates/{Slug(name, kind)}", KeepingJson.Default.CertificateState, Empty);

    /// <summary>Name and kind in one word, lower case since names that differ in capitals alone are one.</summary>
    internal static string Slug(string name, CertificateKeyKind kind) => $"{name.ToLowerInvariant()}-{kind.Word()}";
}

/// <summary>An order under way (RFC 8555 §7.1.3), written before its challenges are published.</summary>
/// <param name="Url">The order's URL.</param>
/// <param name="Issuer">The name under <c>issuers:</c>.</param>
/// <param name="Directory">The ACME directory.</param>
/// <param name="Account">The account's URL.</param>
/// <param name="Domains">The names ordered, A-labels.</param>
/// <param name="Placed">When it was placed.</param>
public sealed record PendingOrder(Uri Url, string Issuer, Uri Directory, string Account, ImmutableArray<string> Domains, DateTimeOffset Placed)
{
    /// <summary>The id of the certificate it replaces (RFC 9773 §5); null for none.</summary>
    public string? Replaces { get; init; }

    /// <summary>The profile it was placed with; null for the authority's default.</summary>
    public string? Profile { get; init; }
}

/// <summary>How the deployment of a certificate stands.</summary>
/// <param name="Deployed">The version deployed last; null for none.</param>
/// <param name="At">When that was.</param>
/// <param name="Failures">How many attempts to deploy a newer one failed in a row.</param>
/// <param name="NextAttempt">Before that no further attempt is made; null for at once.</param>
/// <param name="LastError">Why the last one failed; null for no failure.</param>
public sealed record DeploymentState(int? Deployed, DateTimeOffset? At, int Failures, DateTimeOffset? NextAttempt, Text? LastError)
{
    /// <summary>Whether it failed because that user may not, so that root's own unit is to do it.</summary>
    public bool NeedsRights { get; init; }
}
