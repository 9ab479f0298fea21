using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>An order for one certificate (RFC 8555 §7.1.3).</summary>
public sealed record AcmeOrder
{
    /// <summary>Its address; keep it to go on with the order after an interruption.</summary>
    public required Uri Url { get; init; }

    /// <summary>How far it is.</summary>
    public required AcmeOrderStatus Status { get; init; }

    /// <summary>The names, in no order that means anything.</summary>
    public required IReadOnlyList<DomainName> Domains { get; init; }

    /// <summary>The addresses of its authorizations, in no order that means anything; not as many as there are names, where some are shared.</summary>
    public required IReadOnlyList<Uri> Authorizations { get; init; }

    /// <summary>Where the CSR goes.</summary>
    public required Uri Finalize { get; init; }

    /// <summary>Where the certificate is; there once <see cref="Status"/> is <see cref="AcmeOrderStatus.Valid"/>.</summary>
    public Uri? Certificate { get; init; }

    /// <summary>When the CA gives it up; null where it does not say.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The profile that it has; null where the CA names none.</summary>
    public string? Profile { get; init; }

    /// <summary>The id of the certificate that it replaces; null for none, also where the CA did not accept it.</summary>
    public string? Replaces { get; init; }

    /// <summary>Why it failed; null otherwise, or where the CA does not say.</summary>
    public AcmeProblem? Problem { get; init; }
}

/// <summary>The states of an order (RFC 8555 §7.1.6).</summary>
public enum AcmeOrderStatus
{
    /// <summary>Some authorization is not valid yet.</summary>
    Pending,

    /// <summary>To be finalized.</summary>
    Ready,

    /// <summary>The CA issues the certificate.</summary>
    Processing,

    /// <summary>The certificate is there.</summary>
    Valid,

    /// <summary>Failed for good; also any state that RFC 8555 does not know.</summary>
    Invalid,
}
