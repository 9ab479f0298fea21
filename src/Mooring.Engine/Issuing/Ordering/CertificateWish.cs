using System.Collections.Immutable;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>A certificate that shall be there: one name in the configuration, and one kind of key.</summary>
public sealed record CertificateWish
{
    /// <summary>The certificate's name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of its key.</summary>
    public required CertificateKeyKind Kind { get; init; }

    /// <summary>The names it carries; at least one, wildcards as <c>*.example.com</c>.</summary>
    public required ImmutableArray<DomainName> Domains { get; init; }

    /// <summary>From whom, the next one where the one before does not serve; at least one.</summary>
    public required ImmutableArray<Issuer> Issuers { get; init; }

    /// <summary>The request to hand in, whose key is elsewhere and of that <see cref="Kind"/>, and whose names are <see cref="Domains"/>; null: keys are made here.</summary>
    public GivenRequest? Request { get; init; }

    /// <summary>The account that holds the zones; null: whichever does.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Whether that account has no API: a person would have to add the values of a trial too, so there is none unless it is asked for. Default false.
    /// </summary>
    public bool IsByHand { get; init; }

    /// <summary>Whether a renewal keeps the key. Default false: each certificate gets its own.</summary>
    public bool ReusesKey { get; init; }

    /// <summary>For people and logs: the name, with the kind of key.</summary>
    public override string ToString() => $"{Name} ({Kind.Word()})";
}
