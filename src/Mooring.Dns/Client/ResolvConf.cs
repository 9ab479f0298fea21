using System.Net;

namespace Mooring.Dns;

/// <summary>The part of <c>/etc/resolv.conf</c> that names the servers (resolv.conf(5)). Pure: takes the text.</summary>
public static class ResolvConf
{
    /// <summary>The servers of the <c>nameserver</c> lines in order, at port 53; lines that cannot be read are passed over, as libc does.</summary>
    public static IReadOnlyList<IPEndPoint> Servers(string text)
    {
        var servers = new List<IPEndPoint>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["nameserver", var address, ..]
                && IPAddress.TryParse(address, out var server))
            {
                servers.Add(new IPEndPoint(server, SystemResolvers.Port));
            }
        }

        return servers;
    }
}
