using System.Net;
using System.Runtime.InteropServices;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>A table as IP Helper gives it.</summary>
internal static class MibTable
{
    /// <summary>Its rows; of a count that cannot be, as many as are there.</summary>
    /// <param name="table">The whole table.</param>
    /// <param name="rowLength">Bytes of one row.</param>
    public static List<ReadOnlyMemory<byte>> Rows(ReadOnlyMemory<byte> table, int rowLength)
    {
        if (table.Length < Netio.FirstRow)
        {
            return [];
        }

        var there = (table.Length - Netio.FirstRow) / rowLength;
        var count = (int)Math.Min(MemoryMarshal.Read<uint>(table.Span), (uint)there);
        return [.. Enumerable.Range(0, count).Select(row => table.Slice(Netio.FirstRow + (row * rowLength), rowLength))];
    }
}

/// <summary>An address of an interface as Windows tells it (<c>MIB_UNICASTIPADDRESS_ROW</c>).</summary>
/// <param name="Interface">The interface's LUID.</param>
/// <param name="Address">The address with flags and lifetimes.</param>
internal sealed record MibUnicast(ulong Interface, ObservedAddress Address)
{
    /// <summary>Reads a row; null when its address is neither IPv4 nor IPv6.</summary>
    public static MibUnicast? Read(ReadOnlyMemory<byte> memory)
    {
        var row = memory.Span;
        return SocketAddressInet.Read(row) is { } address
            ? new MibUnicast(MemoryMarshal.Read<ulong>(row[Netio.Unicast.Luid..]), new ObservedAddress(address, row[Netio.Unicast.OnLinkPrefixLength])
            {
                Flags = StateOf(row) | OriginOf(row),
                PreferredLifetime = Lifetime(row[Netio.Unicast.PreferredLifetime..]),
                ValidLifetime = Lifetime(row[Netio.Unicast.ValidLifetime..]),
            })
            : null;
    }

    private static AddressFlags StateOf(ReadOnlySpan<byte> row) => MemoryMarshal.Read<uint>(row[Netio.Unicast.DetectionState..]) switch
    {
        Netio.Unicast.Invalid or Netio.Unicast.Tentative => AddressFlags.Tentative,
        Netio.Unicast.Duplicate => AddressFlags.Duplicate,
        Netio.Unicast.Deprecated => AddressFlags.Deprecated,
        _ => AddressFlags.None,
    };

    /// <summary>Random bits in a router's prefix are a privacy address; the stable one beside it has the origin "link", even where Windows made its bits up.</summary>
    private static AddressFlags OriginOf(ReadOnlySpan<byte> row)
    {
        var isAdvertised = MemoryMarshal.Read<uint>(row[Netio.Unicast.PrefixOrigin..]) == Netio.Unicast.FromRouterAdvertisement;
        var suffix = MemoryMarshal.Read<uint>(row[Netio.Unicast.SuffixOrigin..]);
        return (isAdvertised && suffix == Netio.Unicast.RandomSuffix ? AddressFlags.Temporary : AddressFlags.None)
            | (suffix == Netio.Unicast.ManualSuffix ? AddressFlags.Permanent : AddressFlags.None)
            | (row[Netio.Unicast.SkipAsSource] != 0 ? AddressFlags.SkipAsSource : AddressFlags.None);
    }

    /// <summary>Windows counts in seconds; 2^32-1 is "without end".</summary>
    private static TimeSpan Lifetime(ReadOnlySpan<byte> at) =>
        MemoryMarshal.Read<uint>(at) is var seconds and < uint.MaxValue ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}

/// <summary>A network interface as Windows tells it (<c>MIB_IF_ROW2</c>).</summary>
/// <param name="Luid">The number that stays the same over restarts.</param>
/// <param name="Name">What people call it: <c>以太网</c>, <c>Wi-Fi</c>.</param>
/// <param name="Id">Its GUID in braces, as .NET writes it.</param>
/// <param name="IsUp">Whether it can carry traffic.</param>
/// <param name="HasConnector">Whether it has a socket or an antenna.</param>
/// <param name="IsFilter">Whether it is but a filter driver's entry.</param>
internal sealed record MibInterface(ulong Luid, string Name, string Id, bool IsUp, bool HasConnector, bool IsFilter)
{
    /// <summary>Reads a row.</summary>
    public static MibInterface Read(ReadOnlyMemory<byte> memory)
    {
        var row = memory.Span;
        var alias = MemoryMarshal.Cast<byte, char>(row.Slice(Netio.Interface.Alias, Netio.Interface.AliasLength));
        var end = alias.IndexOf('\0');
        var kind = row[Netio.Interface.Kind];
        return new MibInterface(
            MemoryMarshal.Read<ulong>(row[Netio.Interface.Luid..]),
            new string(end < 0 ? alias : alias[..end]),
            new Guid(row.Slice(Netio.Interface.Guid, 16)).ToString("B").ToUpperInvariant(),
            MemoryMarshal.Read<uint>(row[Netio.Interface.OperationalStatus..]) is Netio.Interface.Up or Netio.Interface.UnknownStatus,
            (kind & Netio.Interface.HasConnector) != 0,
            (kind & Netio.Interface.IsFilter) != 0);
    }
}

/// <summary>The route that a packet would take, as Windows tells it (<c>MIB_IPFORWARD_ROW2</c> and the source address beside it).</summary>
/// <param name="Interface">The LUID of the interface it leads out of.</param>
/// <param name="Gateway">The router that packets are handed to; null where they go straight onto the link.</param>
/// <param name="Source">The source address that packets get; null where none was told.</param>
internal sealed record MibRoute(ulong Interface, IPAddress? Gateway, IPAddress? Source)
{
    /// <summary>Reads what <c>GetBestRoute2</c> answers.</summary>
    public static MibRoute Read(ReadOnlySpan<byte> row, ReadOnlySpan<byte> source) => new(
        MemoryMarshal.Read<ulong>(row[Netio.Route.Luid..]),
        SocketAddressInet.Read(row[Netio.Route.NextHop..]) is { } gateway && !gateway.Equals(IPAddress.Any) && !gateway.Equals(IPAddress.IPv6Any) ? gateway : null,
        SocketAddressInet.Read(source));
}
