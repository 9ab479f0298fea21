using System.Net;
using System.Xml;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>A service of a gateway that knows its external address.</summary>
/// <param name="Type">The service's type, which its questions carry.</param>
/// <param name="Control">Where it is asked; on the router.</param>
internal sealed record WanService(string Type, Uri Control);

/// <summary>Finds the services in a gateway's description (UPnP Device Architecture 2.0 §2.3). Pure.</summary>
internal static class DeviceDescription
{
    /// <summary>A router has one or two; what lists more is made to keep us busy.</summary>
    private const int MostServices = 4;

    // A router describes the service for cable (IP) and the one for DSL (PPP), though its line uses one of them.
    private static readonly string[] Types =
    [
        "urn:schemas-upnp-org:service:WANIPConnection:1",
        "urn:schemas-upnp-org:service:WANIPConnection:2",
        "urn:schemas-upnp-org:service:WANPPPConnection:1",
    ];

    /// <summary>The services that lie on the router itself, in the order of the description.</summary>
    /// <param name="document">The description.</param>
    /// <param name="location">Where it was found.</param>
    /// <param name="gateway">The router.</param>
    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    public static IReadOnlyList<WanService> Read(byte[] document, Uri location, IPAddress gateway)
    {
        var services = new List<WanService>();
        var (start, type, control) = (location, "", "");
        foreach (var (name, text) in UpnpXml.Read(document))
        {
            switch (name)
            {
                case "URLBase" when GatewayUrl.TryAccept(null, text, gateway, out var stated, out _):
                    start = stated;
                    break;
                case "serviceType":
                    type = text;
                    break;
                case "controlURL":
                    control = text;
                    break;
                case "service":
                    if (Types.Contains(type, StringComparer.Ordinal) && control.Length > 0 && GatewayUrl.TryAccept(start, control, gateway, out var url, out _))
                    {
                        services.Add(new WanService(type, url));
                    }

                    (type, control) = ("", "");
                    break;
            }
        }

        return [.. services.Distinct().Take(MostServices)];
    }
}
