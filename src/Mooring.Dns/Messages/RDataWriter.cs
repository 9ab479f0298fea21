using System.Diagnostics;

namespace Mooring.Dns;

/// <summary>Writes the data of one record. Only the types of RFC 1035 get compressed names (RFC 3597 §4).</summary>
internal static class RDataWriter
{
    public static void Write(WireWriter writer, RData data)
    {
        switch (data)
        {
            case AddressData address:
                writer.WriteOctets(address.Address.GetAddressBytes());
                break;
            case CnameData cname:
                writer.WriteName(cname.Target);
                break;
            case NsData ns:
                writer.WriteName(ns.Server);
                break;
            case PtrData ptr:
                writer.WriteName(ptr.Target);
                break;
            case SoaData soa:
                WriteSoa(writer, soa);
                break;
            case MxData mx:
                writer.WriteUInt16(mx.Preference);
                writer.WriteName(mx.Exchange);
                break;
            case TxtData txt:
                WriteTxt(writer, txt);
                break;
            case SrvData srv:
                WriteSrv(writer, srv);
                break;
            case CaaData caa:
                WriteCaa(writer, caa);
                break;
            case OpaqueData opaque:
                writer.WriteOctets(opaque.Octets.Span);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteSoa(WireWriter writer, SoaData soa)
    {
        writer.WriteName(soa.PrimaryServer);
        writer.WriteName(soa.Mailbox);
        writer.WriteUInt32(soa.Serial);
        writer.WriteUInt32(soa.Refresh);
        writer.WriteUInt32(soa.Retry);
        writer.WriteUInt32(soa.Expire);
        writer.WriteUInt32(soa.Minimum);
    }

    private static void WriteTxt(WireWriter writer, TxtData txt)
    {
        foreach (var part in txt.Strings)
        {
            writer.WriteString(part);
        }
    }

    private static void WriteSrv(WireWriter writer, SrvData srv)
    {
        writer.WriteUInt16(srv.Priority);
        writer.WriteUInt16(srv.Weight);
        writer.WriteUInt16(srv.Port);
        writer.WriteWholeName(srv.Target);
    }

    private static void WriteCaa(WireWriter writer, CaaData caa)
    {
        writer.WriteByte(caa.Flags);
        writer.WriteString(Octets.OfText(caa.Tag));
        writer.WriteOctets(caa.Value.Span);
    }
}
