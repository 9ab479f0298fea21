namespace Mooring.Dns;

/// <summary>How an <see cref="AuthoritativeLookup"/> asks.</summary>
public sealed record AuthoritativeLookupOptions
{
    /// <summary>The port on which every authoritative server is asked. Default 53; another one only where stand-ins serve.</summary>
    public int Port { get; init; } = SystemResolvers.Port;

    /// <summary>Resolvers over HTTPS: asked too where resolvers are, and for zones and servers where the others cannot tell. Default none.</summary>
    public IReadOnlyList<IHttpsResolver> HttpsResolvers { get; init; } = [];
}
