using Mooring.Configuration;
using Mooring.Core.Records;
using Mooring.Providers;

namespace Mooring.Composition;

/// <summary>The lines of the providers, for <see cref="LineWords"/>.</summary>
internal static class ProviderLines
{
    /// <inheritdoc cref="LineWords" />
    public static DnsLine Of(string provider, string? nameOrCode) => ProviderCatalog.Find(provider) is { } known
        ? known.Line(nameOrCode)
        : throw new ArgumentException("no such provider", nameof(provider));
}
