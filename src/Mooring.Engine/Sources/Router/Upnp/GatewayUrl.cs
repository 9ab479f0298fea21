using System.Diagnostics.CodeAnalysis;
using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>The addresses that a router may send us to: plain HTTP on the router itself, nowhere else. Pure.</summary>
internal static class GatewayUrl
{
    private const int Longest = 1024;

    /// <summary>Judges what a router wrote.</summary>
    /// <param name="relativeTo">Where it was written; null where only a whole address will do.</param>
    /// <param name="text">What was written.</param>
    /// <param name="gateway">The router.</param>
    /// <param name="url">The address, on the router.</param>
    /// <param name="why">Why it is not followed.</param>
    public static bool TryAccept(
        Uri? relativeTo, string text, IPAddress gateway, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out Text? why)
    {
        url = text.Length > Longest ? null
            : relativeTo is null ? Uri.TryCreate(text, UriKind.Absolute, out var whole) ? whole : null
            : Uri.TryCreate(relativeTo, text, out var joined) ? joined : null;
        var shown = AddressText.Excerpt(text);
        why = url is not null && IsOn(url, gateway) ? null : new Text(
            $"it points to {shown}, which is not on itself, so that is not followed", $"它指向 {shown}，不在路由器自身上，因此不予访问");
        return why is null;
    }

    private static bool IsOn(Uri url, IPAddress gateway) =>
        url.Scheme == Uri.UriSchemeHttp && url.UserInfo.Length == 0
        && AddressText.TryParse(url.Host, out var host, out _) && host.Equals(gateway);
}
