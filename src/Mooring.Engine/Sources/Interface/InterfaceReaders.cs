using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mooring.Engine.Sources.Interface;

/// <summary>For those whom it is enough to know what the system tells, if it does.</summary>
public static class InterfaceReaders
{
    /// <summary>The interfaces as they are now; null where the system does not tell.</summary>
    public static InterfaceReading? ReadOrNull(this IInterfaceReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is NetworkInformationException or SocketException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
