namespace Mooring.Acme;

/// <summary>An account to be registered, or found again by its key (RFC 8555 §7.3).</summary>
public sealed record AccountRequest
{
    /// <summary>Whether the terms of <see cref="AcmeDirectory.TermsOfService"/> are agreed to. Default false.</summary>
    public bool AgreeTerms { get; init; }

    /// <summary>Mail addresses, or contact URLs such as <c>mailto:</c>; none (default) leaves them out, which every large CA accepts.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary>The user's account at the CA; null (default) where it needs none.</summary>
    public ExternalBinding? ExternalBinding { get; init; }

    /// <summary>Only looks for the account of this key and makes none (RFC 8555 §7.3.1). Default false.</summary>
    public bool OnlyExisting { get; init; }
}
