namespace Mooring.Dns;

/// <summary>How an <see cref="AuthoritativeLookup"/> asks.</summary>
public sealed record AuthoritativeLookupOptions
{
    /// <summary>The port on which every authoritative server is asked. Default 53; another one only where stand-ins serve.</summary>
    public int Port { get; init; } = SystemResolvers.Port;
}
