using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>The last bits of IPv6 addresses, which stay with a machine while its provider changes the first: <c>::1:2:3:4</c>.</summary>
/// <remarks>64 bits, the identifier of a machine; where bits before those are set, they name a subnet of a shorter prefix, and it is 80.</remarks>
public sealed record AddressSuffix
{
    private const int ShortestPrefix = 48;

    private readonly IPAddress bits;

    private AddressSuffix(IPAddress bits) => this.bits = bits;

    /// <summary>How many leading bits are zero, and so free for a prefix: 0 to 128.</summary>
    public int FreeBits
    {
        get
        {
            var bytes = bits.GetAddressBytes();
            var zeros = bytes.TakeWhile(one => one == 0).Count();
            return (zeros * 8) + (zeros < bytes.Length ? byte.LeadingZeroCount(bytes[zeros]) : 0);
        }
    }

    /// <summary>Reads <c>::1:2:3:4</c>, or <c>::5:1:2:3:4</c> with a subnet, at most the last 80 bits set; <c>::</c> alone is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressSuffix? suffix, [NotNullWhen(false)] out Text? why)
    {
        suffix = null;
        if (!AddressText.TryParse(text, out var address, out why))
        {
            return false;
        }

        suffix = address.Family() == IpFamily.IPv6 ? new AddressSuffix(address) : null;
        suffix = suffix is { FreeBits: >= ShortestPrefix and < 128 } ? suffix : null;
        why = suffix is null ? new Text(
            "a suffix is the last 64 bits of an IPv6 address, such as ::1:2:3:4, or 80 with the number of a subnet, such as ::5:1:2:3:4",
            "后缀是 IPv6 地址的最后 64 位，例如 ::1:2:3:4；带子网号时为 80 位，例如 ::5:1:2:3:4") : null;
        return suffix is not null;
    }

    /// <summary>The suffix that SLAAC makes of a hardware address (modified EUI-64, RFC 4291 appendix A).</summary>
    /// <param name="hardware">Six bytes.</param>
    public static AddressSuffix OfHardwareAddress(ReadOnlySpan<byte> hardware)
    {
        if (hardware.Length != 6)
        {
            throw new ArgumentException($"a hardware address has six bytes, not {hardware.Length}", nameof(hardware));
        }

        const byte UniversalBit = 0x02;
        return new AddressSuffix(new IPAddress(
            [0, 0, 0, 0, 0, 0, 0, 0, (byte)(hardware[0] ^ UniversalBit), hardware[1], hardware[2], 0xff, 0xfe, hardware[3], hardware[4], hardware[5]]));
    }

    /// <summary>Whether the last bits of the address are these.</summary>
    public bool IsOf(IPAddress address) =>
        address.Family() == IpFamily.IPv6 && address.GetAddressBytes().AsSpan(Start).SequenceEqual(bits.GetAddressBytes().AsSpan(Start));

    /// <summary>The address of these last bits in a prefix.</summary>
    /// <exception cref="ArgumentException">The prefix is not of IPv6, or reaches into the suffix.</exception>
    public IPAddress In(IpPrefix prefix)
    {
        if (prefix.Address.Family() != IpFamily.IPv6 || prefix.Length > FreeBits)
        {
            throw new ArgumentException($"{prefix} leaves no room for {this}", nameof(prefix));
        }

        var (first, last) = (prefix.Address.GetAddressBytes(), bits.GetAddressBytes());
        return new IPAddress([.. first.Zip(last, (one, other) => (byte)(one | other))]);
    }

    private int Start => (FreeBits < 64 ? ShortestPrefix : 64) / 8;

    /// <summary>As it is written: <c>::1:2:3:4</c>.</summary>
    public override string ToString() => bits.ToString();
}
