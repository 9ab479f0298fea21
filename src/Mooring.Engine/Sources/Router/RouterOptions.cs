using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Router;

/// <summary>What the source <c>router</c> needs to know.</summary>
public sealed record RouterOptions
{
    /// <summary>Which addresses it may yield; IPv4.</summary>
    public required AddressPolicy Policy { get; init; }

    /// <summary>The router; null (default) for the gateway of the default route, looked up every time.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>What to try, in this order. Default: all, as <see cref="RouterProtocols.All"/> has them.</summary>
    public IReadOnlyList<RouterProtocol> Protocols { get; init; } = RouterProtocols.All;

    /// <summary>Where routers listen; tests have routers of their own.</summary>
    internal RouterPorts Ports { get; init; } = new();
}

/// <summary>Where routers listen.</summary>
internal sealed record RouterPorts
{
    /// <summary>NAT-PMP and PCP (RFC 6886 §1.1, RFC 6887 §19.1).</summary>
    public int PortControl { get; init; } = 5351;

    /// <summary>UPnP's search (UPnP Device Architecture 2.0 §1.3.2).</summary>
    public int Search { get; init; } = 1900;

    /// <summary>UPnP's group.</summary>
    public IPAddress SearchGroup { get; init; } = new([239, 255, 255, 250]);
}
