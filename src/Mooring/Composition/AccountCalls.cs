using Mooring.Http;

namespace Mooring.Composition;

/// <summary>How many requests one account has sent.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Account">The account's name in the configuration.</param>
/// <param name="Counter">Counts them.</param>
internal sealed record AccountCalls(string Provider, string Account, ApiCallCounter Counter);
