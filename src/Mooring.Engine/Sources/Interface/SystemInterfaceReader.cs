using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Mooring.Core.Addresses;
using Mooring.Engine.Machine;
using Mooring.Engine.Sources.Interface.Linux;
using Mooring.Engine.Sources.Interface.Windows;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Asks the operating system: the tables of Linux' kernel or of Windows, elsewhere .NET, which knows addresses but neither flags nor lifetimes.</summary>
public sealed class SystemInterfaceReader : IInterfaceReader
{
    /// <inheritdoc />
    public InterfaceReading Read()
    {
        if (OperatingSystem.IsWindows())
        {
            var (interfaces, routes) = WindowsNetwork.Read();
            return new InterfaceReading(interfaces, InContainer: false) { Routes = routes };
        }

        return OperatingSystem.IsLinux() && TryReadKernel() is { } told ? told : ReadFramework();
    }

    /// <summary>What the kernel's tables say; null where a sandbox keeps them from this process.</summary>
    [SupportedOSPlatform("linux")]
    private static InterfaceReading? TryReadKernel()
    {
        try
        {
            var (interfaces, routes) = LinuxNetwork.Read();
            return new InterfaceReading(interfaces, Containers.Here is not null) { Routes = routes };
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static InterfaceReading ReadFramework()
    {
        var cards = NetworkInterface.GetAllNetworkInterfaces();
        return new InterfaceReading([.. cards.Select(Read)], Containers.Here is not null) { Routes = FrameworkRoutes.Of(cards) };
    }

    private static NetworkCard Read(NetworkInterface card) => new(
        card.Name, card.Id, card.OperationalStatus is not OperationalStatus.Down, [.. card.GetIPProperties().UnicastAddresses.Select(Read)]);

    private static ObservedAddress Read(UnicastIPAddressInformation unicast) => new(new IPAddress(unicast.Address.GetAddressBytes()), unicast.PrefixLength);
}
