using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>A request for an order (RFC 8555 §7.4; <c>replaces</c>: RFC 9773 §5; <c>profile</c>: draft-ietf-acme-profiles §4).</summary>
internal sealed record NewOrderWire(IdentifierWire[] Identifiers)
{
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    public string? Profile { get; init; }

    public string? Replaces { get; init; }
}

/// <summary>What an order is finalized with (RFC 8555 §7.4).</summary>
internal sealed record FinalizeWire(string Csr);

/// <summary>An order as it comes (RFC 8555 §7.1.3).</summary>
internal sealed record OrderWire(string Status, IdentifierWire[] Identifiers, string[] Authorizations, string Finalize)
{
    public string? Certificate { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public string? Profile { get; init; }

    public string? Replaces { get; init; }

    public ProblemWire? Error { get; init; }

    /// <exception cref="FormatException">A member is not what it has to be.</exception>
    public AcmeOrder ToOrder(Uri url)
    {
        var status = ReadStatus();
        return new()
        {
            Url = url,
            Status = status,
            Domains = [.. Identifiers.Whole("identifiers").Select(ReadDomain)],
            Authorizations = [.. ReadAuthorizations()],
            Finalize = ServerUrl.Parse(Finalize, "finalize"),
            Certificate = status == AcmeOrderStatus.Valid ? ServerUrl.Parse(Certificate, "certificate") : null,
            Expires = Expires,
            Profile = Profile,
            Replaces = Replaces,
            Problem = Error?.ToProblem(),
        };
    }

    /// <summary>RFC 8555 §7.1.3: what proves the names. There is none that proves less than one name, and each is a request of ours.</summary>
    private IEnumerable<Uri> ReadAuthorizations() => Authorizations.Length <= Identifiers.Length
        ? Authorizations.Select(authorization => ServerUrl.Parse(authorization, "authorizations"))
        : throw new FormatException("there are more authorizations than identifiers");

    private AcmeOrderStatus ReadStatus() => Status switch
    {
        "pending" => AcmeOrderStatus.Pending,
        "ready" => AcmeOrderStatus.Ready,
        "processing" => AcmeOrderStatus.Processing,
        "valid" => AcmeOrderStatus.Valid,
        _ => AcmeOrderStatus.Invalid,
    };

    private static DomainName ReadDomain(IdentifierWire identifier) =>
        identifier.Type == "dns" ? DomainName.Parse(identifier.Value) : throw new FormatException("an identifier is no domain name");
}
