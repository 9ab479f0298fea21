using Mooring.Core.Addresses;
using Mooring.Providers;

namespace Mooring.Setup;

/// <summary>What a first configuration shall say.</summary>
/// <param name="Accounts">At least one; names are unique.</param>
/// <param name="Sources">Where addresses come from; names are unique.</param>
/// <param name="Records">The names that shall point here; none for a file to be completed by hand.</param>
internal sealed record FirstConfiguration(
    IReadOnlyList<FirstAccount> Accounts, IReadOnlyList<FirstSource> Sources, IReadOnlyList<FirstRecord> Records);

/// <summary>An account, its credentials as references wherever they are secret.</summary>
/// <param name="Provider">The DNS host.</param>
/// <param name="Id">The key's id, or a reference.</param>
/// <param name="Secret">A reference: <c>${env:NAME}</c> or <c>${file:PATH}</c>.</param>
/// <param name="Token">A reference; null for a lasting key.</param>
internal sealed record FirstAccount(ProviderInfo Provider, string Id, string Secret, string? Token = null)
{
    /// <summary>Its name under <c>accounts:</c>: the provider's, as there is one account for each.</summary>
    public string Name => Provider.Name;

    /// <summary>The file the secret is to be written to, and the secret; null when it is kept elsewhere already.</summary>
    public SecretFile? NewSecret { get; init; }
}

/// <summary>A secret that gets a file of its own.</summary>
/// <param name="Name">The file's name, beside the configuration.</param>
/// <param name="Content">The secret.</param>
internal sealed record SecretFile(string Name, Core.Secret Content);

/// <summary>A source of addresses.</summary>
/// <param name="Family">The family.</param>
/// <param name="Interface">The interface that has the address; null to ask servers outside.</param>
internal sealed record FirstSource(IpFamily Family, string? Interface)
{
    /// <summary>Its name under <c>addresses:</c>: <c>wan4</c>, <c>lan6</c>.</summary>
    public string Name => $"{(Interface is null ? "wan" : "lan")}{(Family == IpFamily.IPv4 ? 4 : 6)}";
}

/// <summary>A name that shall point here.</summary>
/// <param name="Name">As it was typed; the loader judges it.</param>
/// <param name="Account">The account's name.</param>
internal sealed record FirstRecord(string Name, string Account);
