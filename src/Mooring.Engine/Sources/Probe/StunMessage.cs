using System.Buffers.Binary;
using System.Net;

namespace Mooring.Engine.Sources.Probe;

/// <summary>STUN's Binding request and the address in its answer (RFC 8489). Pure.</summary>
internal static class StunMessage
{
    /// <summary>Octets of a transaction id.</summary>
    public const int TransactionLength = 12;

    private const int HeaderLength = 20;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort BindingError = 0x0111;
    private const uint MagicCookie = 0x2112A442;
    private const ushort MappedAddress = 0x0001;
    private const ushort XorMappedAddress = 0x0020;

    /// <summary>A request without attributes (§6.1).</summary>
    public static byte[] Request(ReadOnlySpan<byte> transaction)
    {
        var message = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(message, BindingRequest);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), MagicCookie);
        transaction.CopyTo(message.AsSpan(8));
        return message;
    }

    /// <summary>Whether a datagram is the answer to our request: type, cookie, transaction and length fit (§6.3).</summary>
    public static bool Answers(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> transaction) =>
        datagram.Length >= HeaderLength
        && BinaryPrimitives.ReadUInt16BigEndian(datagram) is BindingSuccess or BindingError
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) == datagram.Length - HeaderLength
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == MagicCookie
        && datagram.Slice(8, TransactionLength).SequenceEqual(transaction);

    /// <summary>The address in an answer, or null: an error, or none in it.</summary>
    /// <remarks>
    /// XOR-MAPPED-ADDRESS goes before MAPPED-ADDRESS (§14.2), which old servers send alone and some routers rewrite. Attributes
    /// not known here are passed over, also those of RFC 3489 that public servers still add.
    /// </remarks>
    public static IPAddress? ReadAddress(ReadOnlySpan<byte> answer)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(answer) != BindingSuccess)
        {
            return null;
        }

        IPAddress? mapped = null;
        ReadOnlySpan<byte> unmasked = stackalloc byte[16];
        for (var rest = answer[HeaderLength..]; rest.Length >= 4;)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length > rest.Length - 4)
            {
                return null;
            }

            var value = rest.Slice(4, length);
            if (type == XorMappedAddress)
            {
                return ReadAddress(value, answer.Slice(4, 16));
            }

            mapped = type == MappedAddress ? ReadAddress(value, unmasked) : mapped;
            rest = rest[Math.Min(rest.Length, 4 + ((length + 3) & ~3))..];
        }

        return mapped;
    }

    /// <summary>Family, port and address, the address mixed with cookie and transaction id by exclusive or (§14.2).</summary>
    private static IPAddress? ReadAddress(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask)
    {
        var length = value.Length < 4 ? 0 : value[1] switch { 1 => 4, 2 => 16, _ => 0 };
        if (length == 0 || value.Length != 4 + length)
        {
            return null;
        }

        Span<byte> address = stackalloc byte[length];
        for (var i = 0; i < length; i++)
        {
            address[i] = (byte)(value[4 + i] ^ mask[i]);
        }

        return new IPAddress(address);
    }
}
