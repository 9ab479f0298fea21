using System.Globalization;
using System.Net;
using System.Text;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>UPnP's search for Internet gateways, and its answers (UPnP Device Architecture 2.0 §1.3). Pure.</summary>
internal static class SsdpMessage
{
    private const string DeviceType = "urn:schemas-upnp-org:device:InternetGatewayDevice:";

    private static readonly string[] Successes = ["HTTP/1.1 200", "HTTP/1.0 200"];

    /// <summary>What is searched for; a device of version 2 should answer to version 1 too, and not all do.</summary>
    private static readonly string[] Targets = [DeviceType + "1", DeviceType + "2"];

    /// <summary>The searches, one for each version; an answer may take a second at most.</summary>
    public static IReadOnlyList<byte[]> Searches(IPEndPoint group) => [.. Targets.Select(target => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"M-SEARCH * HTTP/1.1\r\nHOST: {group}\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: {target}\r\n\r\n")))];

    /// <summary>Where a gateway's description lies, as it says; null when the datagram is no answer of a gateway.</summary>
    public static string? ReadLocation(ReadOnlySpan<byte> datagram)
    {
        var lines = Encoding.Latin1.GetString(datagram).Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0).ToArray();
        return lines is [var status, ..] && Successes.Any(success => status.StartsWith(success, StringComparison.Ordinal))
            && Header(lines, "ST")?.StartsWith(DeviceType, StringComparison.Ordinal) == true
            ? Header(lines, "LOCATION")
            : null;
    }

    private static string? Header(IEnumerable<string> lines, string name) => lines.Skip(1)
        .Where(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length && line[name.Length] == ':')
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
