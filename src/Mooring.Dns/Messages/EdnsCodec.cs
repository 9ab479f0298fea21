namespace Mooring.Dns;

/// <summary>OPT on the wire (RFC 6891 §6.1.2): class is the payload size; TTL is outcome, version and flags.</summary>
internal static class EdnsCodec
{
    private const uint DnssecOkBit = 0x8000;

    public static bool TryRead(ref WireReader reader, DnsName owner, ushort cls, uint ttl, Sections sections)
    {
        if (!owner.IsRoot || sections.Edns is not null)
        {
            return reader.Fail(owner.IsRoot ? "OPT occurs twice" : "OPT does not belong to the root");
        }

        var options = new List<EdnsOption>();
        while (reader.Left > 0)
        {
            if (!reader.TryReadUInt16(out var code) || !reader.TryReadUInt16(out var length) || !reader.TryReadOctets(length, out var data))
            {
                return false;
            }

            options.Add(new EdnsOption(code, data));
        }

        sections.ExtendedRcode = (byte)(ttl >> 24);
        sections.Edns = new Edns
        {
            UdpPayloadSize = cls,
            Version = (byte)(ttl >> 16),
            DnssecOk = (ttl & DnssecOkBit) != 0,
            Options = options,
        };
        return true;
    }

    public static void Write(WireWriter writer, Edns edns, DnsRcode rcode)
    {
        writer.WriteName(DnsName.Root);
        writer.WriteUInt16((ushort)DnsType.Opt);
        writer.WriteUInt16(edns.UdpPayloadSize);
        writer.WriteUInt32((uint)((int)rcode >> 4) << 24 | (uint)edns.Version << 16 | (edns.DnssecOk ? DnssecOkBit : 0));
        writer.WriteWithLength(edns.Options, static (writer, options) =>
        {
            foreach (var option in options)
            {
                writer.WriteUInt16(option.Code);
                writer.WriteUInt16((ushort)option.Data.Length);
                writer.WriteOctets(option.Data.Span);
            }
        });
    }
}
