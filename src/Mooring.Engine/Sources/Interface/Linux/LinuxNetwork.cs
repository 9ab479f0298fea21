using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>Reads interfaces, addresses and the way out from the kernel, lifetimes included.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxNetwork
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The tables as they are now.</summary>
    /// <exception cref="SocketException">The kernel or a sandbox refuses netlink.</exception>
    public static (IReadOnlyList<NetworkCard> Interfaces, IReadOnlyList<DefaultRoute> Routes) Read()
    {
        using var socket = NetlinkSocket.Open(groups: 0);
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        var links = Dump(socket, Rtnetlink.GetLink, new byte[16]).Where(message => message.Type == Rtnetlink.NewLink)
            .Select(NetlinkInterface.Read).OfType<NetlinkInterface>().Where(link => link.Name.Length > 0).ToArray();
        var addresses = Dump(socket, Rtnetlink.GetAddress, new byte[8]).Where(message => message.Type == Rtnetlink.NewAddress)
            .Select(NetlinkAddress.Read).OfType<NetlinkAddress>().ToLookup(address => address.Interface, address => address.Address);
        var names = links.ToLookup(link => link.Index, link => link.Name);
        var routes = Outside.Addresses.Select(address => WayTo(socket, address)).OfType<NetlinkRoute>()
            .Where(route => route is { LeadsSomewhere: true, Family: not null } && names.Contains(route.Interface))
            .Select(route => new DefaultRoute(route.Family!.Value, names[route.Interface].First(), route.Source) { Gateway = route.Gateway });
        return ([.. links.Select(link => new NetworkCard(link.Name, link.Name, link.IsUp, [.. addresses[link.Index]]))], [.. routes]);
    }

    /// <summary>Every object of a table; asked for again when the table changed meanwhile.</summary>
    private static List<NetlinkMessage> Dump(Socket socket, ushort type, ReadOnlySpan<byte> body)
    {
        const int Attempts = 4;
        List<NetlinkMessage> answer = [];
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            answer = Ask(socket, type, Rtnetlink.Dump, body);
            if (answer.All(message => (message.Flags & Rtnetlink.DumpInterrupted) == 0))
            {
                break;
            }
        }

        return answer;
    }

    /// <summary>The route that a packet to this address would take; null when there is none.</summary>
    private static NetlinkRoute? WayTo(Socket socket, IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var body = new byte[12 + 4 + bytes.Length];
        body[0] = bytes.Length == 4 ? Rtnetlink.IPv4 : Rtnetlink.IPv6;
        body[1] = (byte)(bytes.Length * 8);
        MemoryMarshal.Write(body.AsSpan(12), (ushort)(4 + bytes.Length));
        MemoryMarshal.Write(body.AsSpan(14), Rtnetlink.Route.Destination);
        bytes.CopyTo(body, 16);
        return Ask(socket, Rtnetlink.GetRoute, 0, body).Where(message => message.Type == Rtnetlink.NewRoute).Select(NetlinkRoute.Read).FirstOrDefault();
    }

    private static List<NetlinkMessage> Ask(Socket socket, ushort type, ushort flags, ReadOnlySpan<byte> body)
    {
        var sequence = (uint)Random.Shared.Next(1, int.MaxValue);
        socket.Send(NetlinkMessage.Request(type, flags, sequence, body));
        var answer = new List<NetlinkMessage>();
        while (true)
        {
            var buffer = new byte[LargestAnswer];
            var received = socket.Receive(buffer);
            var messages = NetlinkMessage.Split(buffer.AsMemory(0, received)).Where(message => message.Sequence == sequence).ToArray();
            answer.AddRange(messages);
            if (messages.Any(message => message.Type is Rtnetlink.Done or Rtnetlink.Error || (flags & Rtnetlink.Dump) == 0))
            {
                return answer;
            }
        }
    }
}
