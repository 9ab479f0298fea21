using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;

namespace Mooring.Configuration.Kinds;

/// <summary>Hosts with ports, as name servers, time servers and listeners are written.</summary>
internal static class Hosts
{
    /// <summary>A name server by address: <c>192.0.2.53</c>, <c>192.0.2.53:9153</c>, <c>[2001:db8::53]:53</c>.</summary>
    public static ScalarKind<IPEndPoint> NameServer { get; } = EndPoint(
        new Text("a name server's address", "域名服务器的地址"), DnsSettings.StandardPort);

    /// <summary>Where to listen: an address with a port; 0 takes a free one.</summary>
    public static ScalarKind<IPEndPoint> Listener { get; } = EndPoint(
        new Text("an address and a port, such as 127.0.0.1:9053", "地址和端口，例如 127.0.0.1:9053"), defaultPort: null, least: 0);

    /// <summary>The name or address of a host, without a port.</summary>
    public static ScalarKind<string> Name { get; } = new(
        new Text("a host's name or address", "主机的名称或地址"),
        text => AddressText.TryParse(text.Text, out _, out _) || DomainName.TryParse(text.Text, out _)
            ? text.Text
            : text.Not(new Text("a host's name or address", "主机的名称或地址"), new Text("write it without scheme, port and path, like nas.example.com", "请勿带协议、端口和路径，例如 nas.example.com")));

    /// <summary>A time server by name or address, with a port where it is not 123.</summary>
    public static ScalarKind<HostPort> TimeServer { get; } = new(
        new Text("a time server's name or address", "时间服务器的名称或地址"),
        text => TrySplit(text.Text, ClockSettings.SntpPort, out var host)
            && (AddressText.TryParse(host.Host, out _, out _) || DomainName.TryParse(host.Host, out _))
                ? host
                : text.Not(new Text("a time server", "时间服务器"), new Text("write a name such as ntp.aliyun.com, with `:port` where it is not 123", "请写名称，例如 ntp.aliyun.com；端口不是 123 时加 `:端口`")));

    /// <summary>Splits at the port; addresses of IPv6 stand in brackets where a port follows.</summary>
    public static bool TrySplit(string text, int? defaultPort, [NotNullWhen(true)] out HostPort? host, int least = 1)
    {
        host = null;
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.LastIndexOf(':');
        var bareIPv6 = bracket < 0 && colon != text.IndexOf(':', StringComparison.Ordinal);
        var hasPort = !bareIPv6 && colon > bracket;
        var name = hasPort ? text[..colon] : text;
        name = bracket > 0 ? name.Trim('[', ']') : name;
        var port = defaultPort;
        if (hasPort)
        {
            port = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var written) ? written : null;
        }

        host = name.Length > 0 && port >= least && port <= 65535 ? new HostPort(name, port.Value) : null;
        return host is not null;
    }

    private static ScalarKind<IPEndPoint> EndPoint(Text title, int? defaultPort, int least = 1) => new(
        title,
        text => TrySplit(text.Text, defaultPort, out var host, least) && AddressText.TryParse(host.Host, out var address, out _)
            ? new IPEndPoint(address, host.Port)
            : text.Not(title, defaultPort is null
                ? new Text("write it like 127.0.0.1:9053 or [::1]:9053", "请写成 127.0.0.1:9053 或 [::1]:9053")
                : new Text("write it like 223.5.5.5, or with a port 127.0.0.1:9153 or [2001:db8::53]:9153; a name cannot stand here", "请写成 223.5.5.5，或带端口的 127.0.0.1:9153、[2001:db8::53]:9153；此处不能写名称")));
}
