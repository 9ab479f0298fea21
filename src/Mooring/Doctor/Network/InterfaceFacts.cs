using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Doctor.Network;

/// <summary>What is known of this machine's own network.</summary>
/// <param name="Reading">Its interfaces and the ways out.</param>
internal sealed record InterfaceFacts(InterfaceReading Reading)
{
    /// <summary>Special-use ranges that the configuration lets through for some source.</summary>
    public AllowedRanges Allow { get; init; }

    /// <summary>Whether anything that is asked for lies beyond this machine.</summary>
    public bool NeedsWayOut { get; init; } = true;

    /// <summary>Whether some source asks the world outside for this machine's address.</summary>
    public bool HasProbes { get; init; }

    /// <summary>What may be published of an address's family.</summary>
    public AddressPolicy Policy(ObservedAddress address) => new(address.Address.Family(), Allow);

    /// <summary>The way out of a family; null where there is none or the system does not tell.</summary>
    public DefaultRoute? WayOut(IpFamily family) => Reading.Routes?.FirstOrDefault(route => route.Family == family);
}
