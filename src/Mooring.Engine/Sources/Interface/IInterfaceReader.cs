using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Looks at this machine's network interfaces.</summary>
public interface IInterfaceReader
{
    /// <summary>The interfaces as they are now; interfaces come, go and change names, so nothing is remembered.</summary>
    /// <exception cref="System.Net.NetworkInformation.NetworkInformationException">The system does not tell.</exception>
    InterfaceReading Read();
}

/// <summary>What was seen of this machine's network.</summary>
/// <param name="Interfaces">Every interface, up or down.</param>
/// <param name="InContainer">Whether this process runs in a container, whose interfaces are not the host's.</param>
public sealed record InterfaceReading(IReadOnlyList<NetworkCard> Interfaces, bool InContainer)
{
    /// <summary>The way out of each family that has one; null where the system does not tell.</summary>
    public IReadOnlyList<DefaultRoute>? Routes { get; init; }

    /// <summary>The router of the default route of a family; null where there is none or the system does not tell.</summary>
    public IPAddress? Gateway(IpFamily family) => Routes?.FirstOrDefault(route => route.Family == family)?.Gateway;
}

/// <summary>The way that packets to the rest of the world take.</summary>
/// <param name="Family">Of which family.</param>
/// <param name="Interface">The name of the interface they leave by.</param>
/// <param name="Source">The source address that the system would give them; null where it does not tell.</param>
public sealed record DefaultRoute(IpFamily Family, string Interface, IPAddress? Source)
{
    /// <summary>The router that they are handed to; null on a point-to-point link, and where the system does not tell.</summary>
    public IPAddress? Gateway { get; init; }
}

/// <summary>One network interface.</summary>
/// <param name="Name">The system's name: <c>eth0</c>, <c>以太网</c>.</param>
/// <param name="Id">Another name that means it: the GUID on Windows, the same name elsewhere.</param>
/// <param name="IsUp">Whether it can carry traffic.</param>
/// <param name="Addresses">Its addresses of both families.</param>
public sealed record NetworkCard(string Name, string Id, bool IsUp, IReadOnlyList<ObservedAddress> Addresses);
