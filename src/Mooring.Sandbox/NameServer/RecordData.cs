using System.Globalization;
using System.Net;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>From a record as the clouds store it to its data on the wire.</summary>
internal static class RecordData
{
    /// <summary>The data; null for the clouds' own types (URL forwards) and for content that the wire cannot carry.</summary>
    public static RData? Of(ZoneRecord record) => record.Type switch
    {
        "A" or "AAAA" => IPAddress.TryParse(record.Value, out var address) ? new AddressData(address) : null,
        "CNAME" => Name(record.Value) is { } target ? new CnameData(target) : null,
        "NS" => Name(record.Value) is { } server ? new NsData(server) : null,
        "PTR" => Name(record.Value) is { } target ? new PtrData(target) : null,
        "MX" => Name(record.Value) is { } exchange ? new MxData((ushort)(record.Priority ?? 0), exchange) : null,
        "TXT" => TxtData.OfText(record.Value),
        "SRV" => Service(record.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        "CAA" => Authorization(record.Value.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries)),
        _ => null,
    };

    private static SrvData? Service(string[] fields) =>
        fields is [var priority, var weight, var port, var target]
        && Number(priority) is { } p && Number(weight) is { } w && Number(port) is { } n && Name(target) is { } name
            ? new SrvData(p, w, n, name)
            : null;

    private static CaaData? Authorization(string[] fields) =>
        fields is [var flags, var tag, var value] && Number(flags) is { } number and <= byte.MaxValue
        && tag.Length <= byte.MaxValue && tag.All(char.IsAsciiLetterOrDigit)
            ? new CaaData((byte)number, tag, Octets.OfText(value.Trim().Trim('"')))
            : null;

    private static ushort? Number(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "." stands for the root: no mail (RFC 7505), no service (RFC 2782).
    private static DnsName? Name(string text) =>
        text == "." ? DnsName.Root : DomainName.TryParse(text, out var name) ? DnsName.Of(name) : null;
}
