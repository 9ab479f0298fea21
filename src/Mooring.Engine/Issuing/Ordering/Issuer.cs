using System.Collections.Immutable;
using Mooring.Acme;
using Mooring.Http;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>An authority that certificates are had from.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Directory">The ACME directory (RFC 8555 §7.1.1).</param>
public sealed record Issuer(string Name, Uri Directory)
{
    /// <summary>Mail addresses for the account; none by default.</summary>
    public ImmutableArray<string> Contacts { get; init; } = [];

    /// <summary>The user's account there; null where it needs none.</summary>
    public ExternalBinding? Binding { get; init; }

    /// <summary>
    /// Where credentials for a new account are had where <see cref="Binding"/> is null, for the first of <see cref="Contacts"/>; null: the
    /// authority needs none. See <see cref="BindingService"/>.
    /// </summary>
    public Uri? BindingFrom { get; init; }

    /// <summary>The profile asked for; null for the authority's default.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the order is placed without the profile where the authority does not offer it. Default false.</summary>
    public bool ProfilePreferred { get; init; }

    /// <summary>The common name of the root or intermediate whose chain is wanted; null for the authority's default.</summary>
    public string? PreferredChain { get; init; }

    /// <summary>The authority's directory for trials, whose certificates nobody trusts and whose limits are wide; null for none. Default: the published one.</summary>
    public Uri? Staging { get; init; } = StagingOf(Directory);

    /// <summary>How it is reached.</summary>
    public HttpConnectionOptions Connections { get; init; } = new();

    // As the authorities' own pages name them.
    private static Uri? StagingOf(Uri directory) => directory.Host switch
    {
        "acme-v02.api.letsencrypt.org" => new Uri("https://acme-staging-v02.api.letsencrypt.org/directory"),
        "dv.acme-v02.api.pki.goog" => new Uri("https://dv.acme-v02.test-api.pki.goog/directory"),
        _ => null,
    };

    /// <summary>The same authority for a trial; null where it has no directory for that.</summary>
    public Issuer? ForTrial() => Staging is null ? null : this with { Directory = Staging, Binding = null, BindingFrom = null, Staging = null };
}
