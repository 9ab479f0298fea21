using System.Net;

namespace Mooring.Web;

/// <summary>Whether a request names this daemon as its host; a page that had its own name rebound to this machine does not. Pure.</summary>
internal static class HostCheck
{
    /// <summary>Whether a <c>Host</c> is one of ours.</summary>
    /// <param name="host">The header without its port; IPv6 addresses in brackets.</param>
    /// <param name="local">The address that the connection reached.</param>
    /// <param name="machine">This machine's name.</param>
    /// <param name="named">Names of the configuration.</param>
    public static bool IsOurs(string host, IPAddress? local, string machine, IEnumerable<string> named)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        var address = local is { IsIPv4MappedToIPv6: true } ? local.MapToIPv4() : local;
        return IPAddress.TryParse(name, out var literal)
            ? literal.Equals(address) || named.Any(one => IPAddress.TryParse(one, out var known) && known.Equals(literal))
            : named.Append("localhost").Append(machine).Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
