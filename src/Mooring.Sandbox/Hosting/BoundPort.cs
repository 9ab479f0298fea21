using System.Net;
using System.Net.Sockets;

namespace Mooring.Sandbox.Hosting;

/// <summary>A service's sockets, bound; those of TCP listen already, so that nobody else can take them.</summary>
/// <param name="Port">The port really taken.</param>
/// <param name="Sockets">The sockets in the order asked for.</param>
internal sealed record BoundPort(int Port, IReadOnlyList<Socket> Sockets) : IDisposable
{
    /// <summary>The sockets of one protocol.</summary>
    public IEnumerable<Socket> Of(ProtocolType protocol) => Sockets.Where(socket => socket.ProtocolType == protocol);

    public void Dispose()
    {
        foreach (var socket in Sockets)
        {
            socket.Dispose();
        }
    }
}

/// <summary>What follows from a bound socket.</summary>
internal static class BoundSockets
{
    public static IPEndPoint Local(this Socket socket) => (IPEndPoint)socket.LocalEndPoint!;
}
