using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface.Linux;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Asks the operating system: Linux's kernel itself, else .NET's own view, with the flags that the system tells besides.</summary>
public sealed class SystemInterfaceReader : IInterfaceReader
{
    /// <inheritdoc />
    public InterfaceReading Read() => OperatingSystem.IsLinux() && TryReadKernel() is { } told ? told : ReadFramework();

    /// <summary>What the kernel's tables say; null where a sandbox keeps them from this process.</summary>
    [SupportedOSPlatform("linux")]
    private static InterfaceReading? TryReadKernel()
    {
        try
        {
            var (interfaces, routes) = LinuxNetwork.Read();
            return new InterfaceReading(interfaces, IsContainer()) { Routes = routes };
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static InterfaceReading ReadFramework()
    {
        var cards = NetworkInterface.GetAllNetworkInterfaces();
        return new InterfaceReading([.. cards.Select(Read)], IsContainer()) { Routes = FrameworkRoutes.Of(cards) };
    }

    private static NetworkCard Read(NetworkInterface card) => new(
        card.Name, card.Id, card.OperationalStatus is not OperationalStatus.Down, [.. card.GetIPProperties().UnicastAddresses.Select(Read)]);

    private static ObservedAddress Read(UnicastIPAddressInformation unicast)
    {
        var bare = new IPAddress(unicast.Address.GetAddressBytes());
        var seen = new ObservedAddress(bare, unicast.PrefixLength);
        return OperatingSystem.IsWindows() && bare.AddressFamily == AddressFamily.InterNetworkV6 ? WithWindowsFacts(seen, unicast) : seen;
    }

    [SupportedOSPlatform("windows")]
    private static ObservedAddress WithWindowsFacts(ObservedAddress seen, UnicastIPAddressInformation unicast)
    {
        var flags = unicast.DuplicateAddressDetectionState switch
        {
            DuplicateAddressDetectionState.Tentative or DuplicateAddressDetectionState.Invalid => AddressFlags.Tentative,
            DuplicateAddressDetectionState.Duplicate => AddressFlags.Duplicate,
            DuplicateAddressDetectionState.Deprecated => AddressFlags.Deprecated,
            _ => AddressFlags.None,
        };
        flags |= unicast.SuffixOrigin switch
        {
            SuffixOrigin.Random => AddressFlags.Temporary,
            SuffixOrigin.Manual => AddressFlags.Permanent,
            _ => AddressFlags.None,
        };
        return seen with
        {
            Flags = flags,
            PreferredLifetime = Lifetime(unicast.AddressPreferredLifetime),
            ValidLifetime = Lifetime(unicast.AddressValidLifetime),
        };
    }

    /// <summary>Windows counts in seconds and writes 2^32-1 for "without end".</summary>
    private static TimeSpan Lifetime(long seconds) => seconds >= uint.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);

    /// <summary>The marks that Docker and Podman leave in every container.</summary>
    private static bool IsContainer() => File.Exists("/.dockerenv") || File.Exists("/run/.containerenv");
}
