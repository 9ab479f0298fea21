using System.Net;
using Mooring.Engine.Sources.Interface.Windows;

namespace Mooring.Engine.Tests.Sources.Windows;

/// <summary>IP Helper's tables as <c>tables.c</c> printed them, compiled with the headers of Windows.</summary>
internal static class MibImages
{
    private static readonly Dictionary<string, byte[]> Images = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sources/Golden/windows-tables.txt"))
        .Select(line => line.Split(' ')).ToDictionary(line => line[0], line => Convert.FromHexString(line[1]), StringComparer.Ordinal);

    public static byte[] Interfaces => Of("interfaces");

    public static byte[] Addresses => Of("addresses");

    /// <summary>The bytes of that name; a copy.</summary>
    public static byte[] Of(string name) => [.. Images[name]];

    /// <summary>The answer of <c>GetBestRoute2</c> of that name.</summary>
    public static MibRoute Route(string name) => MibRoute.Read(Of(name + ".route"), Of(name + ".source"));

    /// <summary>The row of an address.</summary>
    public static ReadOnlyMemory<byte> AddressRow(string address) => MibTable.Rows(Addresses, Netio.Unicast.Length)
        .Single(row => IPAddress.Parse(address).Equals(SocketAddressInet.Read(row.Span)));
}
