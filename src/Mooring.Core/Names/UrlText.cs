using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Mooring.Core.Names;

/// <summary>URLs as people write them, read strictly.</summary>
public static class UrlText
{
    /// <summary>
    /// An absolute URL without blanks and control characters, whose host is an address or a name; names become A-labels, because the
    /// framework's own mapping is wrong without culture data.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || !Uri.TryCreate(text, UriKind.Absolute, out url)
            || url.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return false;
        }

        if (url.HostNameType == UriHostNameType.Dns && url.Host.Any(c => !char.IsAscii(c)))
        {
            url = DomainName.TryParse(url.Host, out var host) ? new UriBuilder(url) { Host = host.Value }.Uri : null;
        }

        return url is not null;
    }

    /// <summary>Whether the host is this machine itself.</summary>
    public static bool IsLoopback(Uri url) =>
        string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
