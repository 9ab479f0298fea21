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
}
