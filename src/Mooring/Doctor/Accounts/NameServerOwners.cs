using System.Collections.Frozen;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>Whose name servers are whose, by their names.</summary>
internal static class NameServerOwners
{
    private static readonly FrozenDictionary<DomainName, ProviderInfo> OfProviders = ProviderCatalog.All
        .SelectMany(provider => provider.NameServers.Select(domain => KeyValuePair.Create(domain, provider))).ToFrozenDictionary();

    private static readonly (string Part, Text Title)[] Others =
    [
        (".ns.cloudflare.com", Text.Same("Cloudflare")),
        (".awsdns-", Text.Same("Amazon Route 53")),
        (".azure-dns.", Text.Same("Azure DNS")),
        (".googledomains.com", Text.Same("Google Cloud DNS")),
        (".huaweicloud-dns.", new Text("Huawei Cloud DNS", "华为云云解析")),
        (".domaincontrol.com", Text.Same("GoDaddy")),
        (".registrar-servers.com", Text.Same("Namecheap")),
        (".xincache.com", new Text("Xinnet", "新网")),
    ];

    /// <summary>The provider that Mooring knows and whose server it is; null for any other.</summary>
    public static ProviderInfo? ProviderOf(DomainName server)
    {
        for (var at = server; at is { Value.Length: > 0 }; at = at.Parent)
        {
            if (OfProviders.TryGetValue(at, out var provider))
            {
                return provider;
            }
        }

        return null;
    }

    /// <summary>Who serves there, for people; null where nobody knows.</summary>
    public static Text? TitleOf(DomainName server) =>
        ProviderOf(server)?.Title ?? Others.Where(other => server.Value.Contains(other.Part, StringComparison.Ordinal)).Select(other => other.Title).FirstOrDefault();
}
