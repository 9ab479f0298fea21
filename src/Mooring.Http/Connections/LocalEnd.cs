using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Which of this machine's ends a connection leaves by.</summary>
/// <param name="Address">A local address to bind to; connections of the other family are then not tried.</param>
/// <param name="Interface">The name of an interface to leave by. Linux binds to the device itself; elsewhere its first address of the family is bound.</param>
public sealed record LocalEnd(IPAddress? Address = null, string? Interface = null)
{
    private const int SolSocket = 1;
    private const int SoBindToDevice = 25;

    /// <summary>Binds a socket that is not yet connected.</summary>
    internal void Bind(Socket socket)
    {
        if (Address is not null)
        {
            socket.Bind(new IPEndPoint(Address, 0));
        }
        else if (Interface is not null && OperatingSystem.IsLinux())
        {
            BindToDevice(socket, Interface);
        }
        else if (Interface is not null)
        {
            socket.Bind(new IPEndPoint(AddressOf(Interface, socket.AddressFamily), 0));
        }
    }

    /// <summary>socket(7), SO_BINDTODEVICE; since Linux 5.7 allowed to every user.</summary>
    private static void BindToDevice(Socket socket, string device)
    {
        try
        {
            socket.SetRawSocketOption(SolSocket, SoBindToDevice, Encoding.UTF8.GetBytes(device + "\0"));
        }
        catch (SocketException)
        {
            throw NoSuchEnd(device);
        }
    }

    private static IPAddress AddressOf(string name, AddressFamily family) =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => string.Equals(card.Name, name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == family && !address.IsIPv6LinkLocal) ?? throw NoSuchEnd(name);

    private static ConnectionFailedException NoSuchEnd(string name) => new(new TransportFailure(new Text(
        $"the interface {name} does not exist, is down, or has no address of this family", $"网络接口 {name} 不存在、未启用，或没有该协议族的地址")));
}
