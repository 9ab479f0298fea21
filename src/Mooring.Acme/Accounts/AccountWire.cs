namespace Mooring.Acme;

/// <summary>A request for an account (RFC 8555 §7.3).</summary>
internal sealed record NewAccountWire
{
    public bool? TermsOfServiceAgreed { get; init; }

    public string[]? Contact { get; init; }

    public Jws? ExternalAccountBinding { get; init; }

    public bool? OnlyReturnExisting { get; init; }
}

/// <summary>A change of an account (RFC 8555 §7.3.2).</summary>
internal sealed record AccountUpdateWire(string[] Contact);

/// <summary>An account as it comes (RFC 8555 §7.1.2).</summary>
internal sealed record AccountWire(string Status)
{
    public string[]? Contact { get; init; }

    /// <exception cref="FormatException">A member is not what it has to be.</exception>
    public AcmeAccount ToAccount(string url, bool created = false) => new(url, ReadStatus(), Contact.Whole("contact"), created);

    private AcmeAccountStatus ReadStatus() => Status switch
    {
        "valid" => AcmeAccountStatus.Valid,
        "deactivated" => AcmeAccountStatus.Deactivated,
        _ => AcmeAccountStatus.Revoked,
    };
}
