namespace Mooring.Acme;

/// <summary>A directory as it comes (RFC 8555 §7.1.1). Revocation and rollover are left to fail when they are asked for.</summary>
internal sealed record DirectoryWire(string NewNonce, string NewAccount, string NewOrder)
{
    public string? RevokeCert { get; init; }

    public string? KeyChange { get; init; }

    public string? RenewalInfo { get; init; }

    public DirectoryMetaWire? Meta { get; init; }

    /// <exception cref="FormatException">A member is not what it has to be.</exception>
    public AcmeDirectory ToDirectory() => new(
        ServerUrl.Parse(NewNonce, "newNonce"), ServerUrl.Parse(NewAccount, "newAccount"), ServerUrl.Parse(NewOrder, "newOrder"))
    {
        RevokeCert = ServerUrl.ParseIfAny(RevokeCert, "revokeCert"),
        KeyChange = ServerUrl.ParseIfAny(KeyChange, "keyChange"),
        RenewalInfo = ServerUrl.ParseIfAny(RenewalInfo, "renewalInfo"),
        TermsOfService = WebPage.At(Meta?.TermsOfService),
        Website = WebPage.At(Meta?.Website),
        CaaIdentities = Meta?.CaaIdentities.Whole("caaIdentities") ?? [],
        ExternalAccountRequired = Meta?.ExternalAccountRequired ?? false,
        Profiles = (Meta?.Profiles ?? []).ToDictionary(profile => profile.Key, profile => profile.Value ?? "", StringComparer.Ordinal),
    };
}

/// <summary>What a directory says about its CA.</summary>
internal sealed record DirectoryMetaWire
{
    public string? TermsOfService { get; init; }

    public string? Website { get; init; }

    public string[]? CaaIdentities { get; init; }

    public bool? ExternalAccountRequired { get; init; }

    public Dictionary<string, string?>? Profiles { get; init; }
}
