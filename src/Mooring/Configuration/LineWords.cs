using Mooring.Core.Records;

namespace Mooring.Configuration;

/// <summary>The line that a name or code means at a provider; its default line for null.</summary>
/// <param name="provider">The provider's word in the configuration.</param>
/// <param name="nameOrCode">What is written after <c>line:</c>.</param>
internal delegate DnsLine LineWords(string provider, string? nameOrCode);
