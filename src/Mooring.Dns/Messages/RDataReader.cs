using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Mooring.Dns;

/// <summary>Reads the data of one record; the reader stands at their start and its end is theirs.</summary>
internal static class RDataReader
{
    public static bool TryRead(ref WireReader reader, DnsType type, DnsClass cls, [NotNullWhen(true)] out RData? data)
    {
        // Data of other classes have other shapes (an A of CHAOS is no IPv4 address), and updates leave them empty.
        data = cls switch
        {
            DnsClass.In => ReadInternet(ref reader, type),
            DnsClass.Chaos => ReadAnyClass(ref reader, type),
            _ => ReadOpaque(ref reader, type),
        };
        return data is not null && (reader.Left == 0 || reader.Fail($"{type.Mnemonic()} data are longer than their fields"));
    }

    private static RData? ReadInternet(ref WireReader reader, DnsType type) => type switch
    {
        DnsType.A => ReadAddress(ref reader, 4),
        DnsType.Aaaa => ReadAddress(ref reader, 16),
        DnsType.Srv => ReadSrv(ref reader),
        _ => ReadAnyClass(ref reader, type),
    };

    private static RData? ReadAnyClass(ref WireReader reader, DnsType type) => type switch
    {
        DnsType.Cname => reader.TryReadName(out var name) ? new CnameData(name) : null,
        DnsType.Ns => reader.TryReadName(out var name) ? new NsData(name) : null,
        DnsType.Ptr => reader.TryReadName(out var name) ? new PtrData(name) : null,
        DnsType.Mx => reader.TryReadUInt16(out var preference) && reader.TryReadName(out var name) ? new MxData(preference, name) : null,
        DnsType.Soa => ReadSoa(ref reader),
        DnsType.Txt => ReadTxt(ref reader),
        DnsType.Caa => ReadCaa(ref reader),
        _ => ReadOther(ref reader, type),
    };

    private static AddressData? ReadAddress(ref WireReader reader, int length) =>
        reader.TryReadOctets(length, out var octets) ? new AddressData(new IPAddress(octets.Span)) : null;

    private static SrvData? ReadSrv(ref WireReader reader) =>
        reader.TryReadUInt16(out var priority) && reader.TryReadUInt16(out var weight) && reader.TryReadUInt16(out var port)
        && reader.TryReadName(out var target)
            ? new SrvData(priority, weight, port, target)
            : null;

    private static SoaData? ReadSoa(ref WireReader reader) =>
        reader.TryReadName(out var server) && reader.TryReadName(out var mailbox)
        && reader.TryReadUInt32(out var serial) && reader.TryReadUInt32(out var refresh) && reader.TryReadUInt32(out var retry)
        && reader.TryReadUInt32(out var expire) && reader.TryReadUInt32(out var minimum)
            ? new SoaData(server, mailbox, serial, refresh, retry, expire, minimum)
            : null;

    private static TxtData? ReadTxt(ref WireReader reader)
    {
        var strings = new List<Octets>();
        do
        {
            if (!reader.TryReadString(out var part))
            {
                return null;
            }

            strings.Add(part);
        }
        while (reader.Left > 0);

        return new TxtData(strings);
    }

    private static RData? ReadCaa(ref WireReader reader)
    {
        var whole = reader;
        if (!reader.TryReadByte(out var flags) || !reader.TryReadString(out var tag) || !reader.TryReadOctets(reader.Left, out var value))
        {
            return null;
        }

        // A tag of other characters is not allowed, yet no reason to lose the rest of the message.
        if (!CaaData.IsTag(tag.Text))
        {
            whole.TryReadOctets(whole.Left, out var octets);
            return new OpaqueData(DnsType.Caa, octets!);
        }

        return new CaaData(flags, tag.Text, value);
    }

    private static OpaqueData? ReadOther(ref WireReader reader, DnsType type)
    {
        if (OlderLayouts.Of(type) is not { } layout)
        {
            return ReadOpaque(ref reader, type);
        }

        return OlderLayouts.TryExpand(ref reader, layout, out var octets) ? new OpaqueData(type, octets) : null;
    }

    private static OpaqueData? ReadOpaque(ref WireReader reader, DnsType type)
    {
        if (type == DnsType.Opt)
        {
            reader.Fail("OPT stands outside the additional section");
            return null;
        }

        return reader.TryReadOctets(reader.Left, out var octets) ? new OpaqueData(type, octets) : null;
    }
}
