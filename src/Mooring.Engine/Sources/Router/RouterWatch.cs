using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Router.PortControl;

namespace Mooring.Engine.Sources.Router;

/// <summary>Hears the default gateway announce that it started anew or has another address, over NAT-PMP and PCP.</summary>
public sealed class RouterWatch : INetworkWatch
{
    /// <summary>Where routers announce (RFC 6886 §3.2.1, RFC 6887 §14.1.1).</summary>
    private const int AnnouncementPort = 5350;

    /// <summary>How long a look at the default route counts, so that a flood of datagrams costs no flood of looks.</summary>
    private static readonly TimeSpan LookCounts = TimeSpan.FromSeconds(1);

    private static readonly IPAddress AllHosts = new([224, 0, 0, 1]);

    private readonly Socket socket;
    private readonly IInterfaceReader reader;
    private readonly TimeProvider time;
    private readonly Dictionary<bool, (RouterAnnouncement Announcement, long At)> heard = [];
    private (IPAddress? Gateway, long At)? look;

    private RouterWatch(Socket socket, IInterfaceReader reader, TimeProvider time) => (this.socket, this.reader, this.time) = (socket, reader, time);

    /// <summary>Where it listens; for tests, which listen elsewhere.</summary>
    internal int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Begins to listen; null where the port is not to be had.</summary>
    /// <param name="reader">Tells who the default gateway is.</param>
    /// <param name="time">The clock that the router's is compared with.</param>
    public static RouterWatch? TryOpen(IInterfaceReader reader, TimeProvider time) => TryOpen(reader, time, AnnouncementPort);

    /// <summary>Listens on another port; 0 for a free one.</summary>
    internal static RouterWatch? TryOpen(IInterfaceReader reader, TimeProvider time, int port)
    {
        var ear = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // Other programs on this machine may listen to their router too (RFC 6886 §3.2.1).
            ear.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            ear.Bind(new IPEndPoint(IPAddress.Any, port));
            Join(ear);
            return new RouterWatch(ear, reader, time);
        }
        catch (SocketException)
        {
            ear.Dispose();
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<string> NextAsync(CancellationToken cancellation)
    {
        var buffer = new byte[DatagramExchange.LargestDatagram];
        while (true)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), cancellation);
                var from = ((IPEndPoint)received.RemoteEndPoint).Address;
                if (RouterAnnouncement.Read(buffer.AsSpan(0, received.ReceivedBytes)) is { } announcement && from.Equals(Gateway()) && IsNews(announcement))
                {
                    return announcement.Address is { } address ? $"router {from} announces {address}" : $"router {from} announces that it started anew";
                }
            }
            catch (SocketException)
            {
                // Some systems tell of a network that went away here; it comes back, and until then there is no hurry.
                await Task.Delay(LookCounts, time, cancellation);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    /// <summary>Every host is in this group already; Windows wants to be told so, and refuses while there is no network.</summary>
    private static void Join(Socket ear)
    {
        try
        {
            ear.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(AllHosts));
        }
        catch (SocketException)
        {
            // Linux delivers what comes to the group all the same.
        }
    }

    private bool IsNews(RouterAnnouncement announcement)
    {
        var now = time.GetTimestamp();
        var before = heard.TryGetValue(announcement.IsPcp, out var last) ? last : default((RouterAnnouncement Announcement, long At)?);
        heard[announcement.IsPcp] = (announcement, now);
        return announcement.IsNews(before?.Announcement, before is { } one ? time.GetElapsedTime(one.At, now) : TimeSpan.Zero);
    }

    private IPAddress? Gateway()
    {
        if (look is not { } last || time.GetElapsedTime(last.At) >= LookCounts)
        {
            look = (Read(), time.GetTimestamp());
        }

        return look?.Gateway;
    }

    private IPAddress? Read()
    {
        try
        {
            return reader.Read().Gateway(IpFamily.IPv4);
        }
        catch (Exception e) when (e is NetworkInformationException or SocketException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
