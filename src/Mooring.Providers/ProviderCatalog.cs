using Mooring.Providers.Alidns;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers;

/// <summary>The DNS hosts this program knows.</summary>
public static class ProviderCatalog
{
    /// <summary>All of them, in the order in which people are offered them.</summary>
    public static IReadOnlyList<ProviderInfo> All { get; } = [AlidnsProvider.Info, TencentProvider.Info];

    /// <summary>The one of that name in configuration, or null: there is no default provider.</summary>
    public static ProviderInfo? Find(string name) =>
        All.FirstOrDefault(provider => string.Equals(provider.Name, name, StringComparison.Ordinal));

    /// <summary>The one that a person means, by its name or another word for it, or null.</summary>
    public static ProviderInfo? Recognize(string word) => Find(word)
        ?? All.FirstOrDefault(provider => provider.OtherNames.Append(provider.Name).Contains(word.Trim().ToLowerInvariant(), StringComparer.Ordinal));
}
