namespace Mooring.Core.Addresses;

/// <summary>How a router can be asked for its external address.</summary>
public enum RouterProtocol
{
    /// <summary>RFC 6886.</summary>
    NatPmp,

    /// <summary>An Internet gateway device of UPnP.</summary>
    Upnp,

    /// <summary>RFC 6887.</summary>
    Pcp,
}

/// <summary>The words of <c>protocols:</c>, and names for people.</summary>
public static class RouterProtocols
{
    /// <summary>All, in the order they are tried: those that merely ask before PCP, which has to open a port to learn the address (RFC 6887 §11.6).</summary>
    public static IReadOnlyList<RouterProtocol> All { get; } = [RouterProtocol.NatPmp, RouterProtocol.Upnp, RouterProtocol.Pcp];

    /// <summary>The word in the configuration.</summary>
    public static string Word(this RouterProtocol protocol) => protocol switch
    {
        RouterProtocol.NatPmp => "nat-pmp",
        RouterProtocol.Upnp => "upnp",
        _ => "pcp",
    };

    /// <summary>The name in sentences.</summary>
    public static string Name(this RouterProtocol protocol) => protocol switch
    {
        RouterProtocol.NatPmp => "NAT-PMP",
        RouterProtocol.Upnp => "UPnP",
        _ => "PCP",
    };
}
