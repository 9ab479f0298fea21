using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Sandbox.AddressEcho;

/// <summary>The answer to a STUN Binding request, written from RFC 8489 §5, §6.3, §11 and §14.</summary>
internal static class StunReply
{
    private const ushort BindingSuccess = 0x0101;
    private const ushort BindingError = 0x0111;

    /// <summary>The answer to one datagram, or null when it is no Binding request or nothing is to be told.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="seen">The address and port to tell, or null to stay silent.</param>
    public static byte[]? To(ReadOnlySpan<byte> datagram, IPEndPoint? seen)
    {
        if (seen is null || !StunRequest.TryRead(datagram, out var request))
        {
            return null;
        }

        var body = request.UnknownAttributes.Count > 0 ? UnknownAttribute(request.UnknownAttributes)
            : request.IsClassic ? MappedAddress(seen)
            : XorMappedAddress(seen, request.CookieAndTransaction);
        var type = request.UnknownAttributes.Count > 0 ? BindingError : BindingSuccess;
        return Message(type, request, body);
    }

    private static byte[] Message(ushort type, StunRequest request, byte[] body)
    {
        var length = body.Length + (request.HasFingerprint ? StunFingerprint.AttributeLength : 0);
        var message = new byte[StunRequest.HeaderLength + length];
        BinaryPrimitives.WriteUInt16BigEndian(message, type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)length);
        request.CookieAndTransaction.CopyTo(message.AsSpan(4));
        body.CopyTo(message.AsSpan(StunRequest.HeaderLength));
        if (request.HasFingerprint)
        {
            StunFingerprint.Write(message);
        }

        return message;
    }

    // §14.2: the port is folded with the cookie's first half, the address with the cookie and the transaction id.
    private static byte[] XorMappedAddress(IPEndPoint seen, ReadOnlySpan<byte> key)
    {
        var attribute = AddressAttribute(StunAttribute.XorMappedAddress, seen);
        Fold(attribute.AsSpan(6, 2), key);
        Fold(attribute.AsSpan(8), key);
        return attribute;
    }

    private static byte[] MappedAddress(IPEndPoint seen) => AddressAttribute(StunAttribute.MappedAddress, seen);

    private static byte[] AddressAttribute(ushort type, IPEndPoint seen)
    {
        var address = seen.Address.GetAddressBytes();
        var attribute = Attribute(type, 4 + address.Length);
        attribute[5] = (byte)(seen.AddressFamily == AddressFamily.InterNetwork ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(attribute.AsSpan(6), (ushort)seen.Port);
        address.CopyTo(attribute.AsSpan(8));
        return attribute;
    }

    // §6.3.1: a request with a comprehension-required attribute we do not know gets error 420 and the list of them.
    private static byte[] UnknownAttribute(IReadOnlyList<ushort> unknown)
    {
        var error = Attribute(StunAttribute.ErrorCode, 4 + "Unknown Attribute"u8.Length);
        error[6] = 4;
        error[7] = 20;
        "Unknown Attribute"u8.CopyTo(error.AsSpan(8));
        var list = Attribute(StunAttribute.UnknownAttributes, 2 * unknown.Count);
        for (var i = 0; i < unknown.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(list.AsSpan(4 + (2 * i)), unknown[i]);
        }

        return [.. error, .. list];
    }

    private static byte[] Attribute(ushort type, int length)
    {
        var attribute = new byte[4 + StunAttribute.Padded(length)];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute.AsSpan(2), (ushort)length);
        return attribute;
    }

    private static void Fold(Span<byte> octets, ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= key[i];
        }
    }
}
