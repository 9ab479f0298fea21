using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Core.Addresses;

/// <summary>A range of addresses in canonical form: all bits after <see cref="Length"/> are zero.</summary>
/// <remarks>A range, never an address seen on an interface: that one keeps its host bits, see <see cref="ObservedAddress"/>.</remarks>
public sealed record IpPrefix
{
    private IpPrefix(IPAddress address, int length) => (Address, Length) = (address, length);

    /// <summary>The first address of the range.</summary>
    public IPAddress Address { get; }

    /// <summary>Leading bits that all addresses of the range share: 0 to 32 or 0 to 128.</summary>
    public int Length { get; }

    /// <summary>The range of this length that an address lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length does not fit the address's family.</exception>
    public static IpPrefix Of(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, bytes.Length * 8);
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IpPrefix(new IPAddress(bytes), length);
    }

    /// <summary>Reads <c>192.0.2.0/24</c> or <c>2001:db8::/32</c>.</summary>
    /// <exception cref="FormatException">The text is no prefix, or bits after its length are set.</exception>
    public static IpPrefix Parse(string text) =>
        TryParse(text, out var prefix, out var why) ? prefix : throw new FormatException(why.English);

    /// <summary>Reads <c>192.0.2.0/24</c> or <c>2001:db8::/32</c>, and says why when the text is no prefix.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IpPrefix? prefix, [NotNullWhen(false)] out Text? why)
    {
        prefix = null;
        var slash = text.LastIndexOf('/');
        if (slash < 0 || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            why = new Text("a prefix is an address, '/' and a length, such as 2001:db8::/32", "前缀的写法是：地址、“/”和长度，例如 2001:db8::/32");
            return false;
        }

        if (!AddressText.TryParse(text[..slash], out var address, out why))
        {
            return false;
        }

        return TryMake(address, length, out prefix, out why);
    }

    /// <summary>Whether the address lies in the range; false for the other family.</summary>
    public bool Contains(IPAddress address) =>
        address.AddressFamily == Address.AddressFamily && Of(address, Length).Address.Equals(Address);

    /// <summary>The form a person may type back: <c>192.0.2.0/24</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");

    private static bool TryMake(IPAddress address, int length, [NotNullWhen(true)] out IpPrefix? prefix, [NotNullWhen(false)] out Text? why)
    {
        prefix = null;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (length > bits)
        {
            why = new Text($"the prefix length is {length}; at most {bits} fits", $"前缀长度为 {length}，最大只能是 {bits}");
            return false;
        }

        var canonical = Of(address, length);
        if (!canonical.Address.Equals(address))
        {
            why = new Text($"bits after the prefix length are set; the range is {canonical}", $"前缀长度之后的位不为零；应写作 {canonical}");
            return false;
        }

        (prefix, why) = (canonical, null);
        return true;
    }
}
