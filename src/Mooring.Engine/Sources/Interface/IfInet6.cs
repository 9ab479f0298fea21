using System.Globalization;
using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Reads <c>/proc/net/if_inet6</c>: what Linux knows of its IPv6 addresses, flags included.</summary>
/// <remarks>
/// Six fields a line (Linux, net/ipv6/addrconf.c, <c>if6_seq_show</c>): address, interface index, prefix length, scope and flags
/// in hexadecimal, then the interface's name. The lifetimes are not there.
/// </remarks>
internal static class IfInet6
{
    // Linux, include/uapi/linux/if_addr.h
    private const byte Temporary = 0x01;
    private const byte DadFailed = 0x08;
    private const byte Deprecated = 0x20;
    private const byte Tentative = 0x40;
    private const byte Permanent = 0x80;

    /// <summary>The addresses of each interface; a line that does not read so is passed over.</summary>
    public static ILookup<string, ObservedAddress> Parse(string text) =>
        text.Split('\n').Select(ParseLine).OfType<(string Name, ObservedAddress Address)>()
            .ToLookup(one => one.Name, one => one.Address, StringComparer.Ordinal);

    private static (string Name, ObservedAddress Address)? ParseLine(string line)
    {
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields is not [{ Length: 32 } address, _, var length, _, var flags, var name]
            || !address.All(char.IsAsciiHexDigit) || !TryHex(length, out var prefixLength) || prefixLength > 128 || !TryHex(flags, out var bits))
        {
            return null;
        }

        return (name, new ObservedAddress(new IPAddress(Convert.FromHexString(address)), prefixLength) { Flags = ToFlags(bits) });
    }

    private static bool TryHex(string field, out byte value) =>
        byte.TryParse(field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private static AddressFlags ToFlags(byte bits)
    {
        AddressFlags If(byte bit, AddressFlags flag) => (bits & bit) != 0 ? flag : AddressFlags.None;
        return If(Temporary, AddressFlags.Temporary) | If(Deprecated, AddressFlags.Deprecated) | If(Tentative, AddressFlags.Tentative)
            | If(DadFailed, AddressFlags.Duplicate) | If(Permanent, AddressFlags.Permanent);
    }
}
