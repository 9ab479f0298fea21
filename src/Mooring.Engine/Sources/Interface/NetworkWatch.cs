using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Engine.Sources.Interface.Linux;
using Mooring.Engine.Sources.Interface.Windows;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Chooses how this system tells of changes.</summary>
public static class NetworkWatch
{
    /// <summary>Begins to listen: to the kernel on Linux, to IP Helper on Windows, to the framework elsewhere, else by looking every two seconds.</summary>
    /// <param name="reader">Looks at the interfaces where the system tells nothing by itself.</param>
    /// <param name="time">The clock.</param>
    public static INetworkWatch Open(IInterfaceReader reader, TimeProvider time)
    {
        try
        {
            // .NET's own notices leave out IPv6 on Linux, and on Windows routes and the end of an address' duplicate detection.
            return OperatingSystem.IsLinux() ? new LinuxNetworkWatch()
                : OperatingSystem.IsWindows() ? new WindowsNetworkWatch()
                : new FrameworkNetworkWatch();
        }
        catch (Exception e) when (e is SocketException or NetworkInformationException or PlatformNotSupportedException)
        {
            return new PollingNetworkWatch(reader, time);
        }
    }
}
