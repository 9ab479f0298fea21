using System.Net;
using System.Net.Sockets;
using System.Xml;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>Asks over UPnP: finds the gateway's description on its own network, then the service in it.</summary>
/// <param name="ports">Where routers listen.</param>
/// <param name="time">The clock of all limits.</param>
internal sealed class UpnpProtocol(RouterPorts ports, TimeProvider time) : IRouterProtocol
{
    /// <summary>A router may describe several devices; more than these are not asked.</summary>
    private const int MostDevices = 3;

    /// <inheritdoc />
    public TimeSpan Limit => TimeSpan.FromSeconds(8);

    /// <inheritdoc />
    public async Task<RouterReply> AskAsync(IPAddress gateway, CancellationToken cancellation)
    {
        using var http = new GatewayHttp(gateway, time);
        RouterReply reply = RouterReply.Not("no Internet gateway device answered for it", "没有发现它的互联网网关设备（IGD）");
        var asked = 0;
        await foreach (var found in new SsdpSearch(ports, time).FindAsync(gateway, cancellation))
        {
            reply = found.Location is { } location ? await AskDeviceAsync(http, location, gateway, cancellation) : new RouterReply.Failed(found.Why!);
            if (reply is RouterReply.Told || ++asked == MostDevices)
            {
                break;
            }
        }

        return reply;
    }

    /// <summary>One device that fails, however it does, leaves the others.</summary>
    private static async Task<RouterReply> AskDeviceAsync(GatewayHttp http, Uri location, IPAddress gateway, CancellationToken cancellation)
    {
        try
        {
            var description = await http.GetAsync(location, cancellation);
            return description.Octets is { } octets
                ? await AskServicesAsync(http, DeviceDescription.Read(octets, location, gateway), cancellation)
                : new RouterReply.Failed(description.Why!);
        }
        catch (XmlException)
        {
            return RouterReply.Not("its description is not the XML of UPnP", "设备描述不是 UPnP 的 XML");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return RouterReply.Not("the conversation over HTTP broke off", "HTTP 通信中断");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return RouterReply.Late;
        }
    }

    private static async Task<RouterReply> AskServicesAsync(GatewayHttp http, IReadOnlyList<WanService> services, CancellationToken cancellation)
    {
        RouterReply reply = RouterReply.Not("its description names no service that knows the address", "设备描述中没有可查询外部地址的服务");
        foreach (var service in services)
        {
            var answer = await http.AskAsync(service, cancellation);
            reply = answer.Octets is { } octets ? AddressAction.Read(octets) : new RouterReply.Failed(answer.Why!);
            if (reply is RouterReply.Told)
            {
                break;
            }
        }

        return reply;
    }
}
