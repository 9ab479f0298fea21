using Mooring.Http;

namespace Mooring.Composition;

/// <summary>The way to one account's provider, for whoever looks at the way and not at the account.</summary>
/// <param name="Account">The account's name in the configuration.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Endpoint">The base address of the API.</param>
/// <param name="Connections">How its channel connects.</param>
internal sealed record AccountRoute(string Account, string Provider, Uri Endpoint, HttpConnectionOptions Connections);
