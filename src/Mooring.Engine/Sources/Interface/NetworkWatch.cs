using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Engine.Sources.Interface.Linux;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Chooses how this system tells of changes.</summary>
public static class NetworkWatch
{
    /// <summary>Begins to listen: to the kernel on Linux, to the framework elsewhere, else by looking every two seconds.</summary>
    /// <param name="reader">Looks at the interfaces where the system tells nothing by itself.</param>
    /// <param name="time">The clock.</param>
    public static INetworkWatch Open(IInterfaceReader reader, TimeProvider time)
    {
        try
        {
            // .NET's own notices leave out IPv6 on Linux.
            return OperatingSystem.IsLinux() ? new LinuxNetworkWatch() : new FrameworkNetworkWatch();
        }
        catch (Exception e) when (e is SocketException or NetworkInformationException or PlatformNotSupportedException)
        {
            return new PollingNetworkWatch(reader, time);
        }
    }
}
