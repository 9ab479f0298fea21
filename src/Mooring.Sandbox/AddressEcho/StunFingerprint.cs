using System.Buffers.Binary;

namespace Mooring.Sandbox.AddressEcho;

/// <summary>FINGERPRINT: the CRC-32 of the message before it, folded with a constant (RFC 8489 §14.7).</summary>
internal static class StunFingerprint
{
    /// <summary>Octets of the whole attribute, which is the last of its message.</summary>
    public const int AttributeLength = 8;

    private const uint Folding = 0x5354554E;

    /// <summary>Whether the last attribute of the message, a FINGERPRINT, is right.</summary>
    public static bool IsRight(ReadOnlySpan<byte> message) =>
        BinaryPrimitives.ReadUInt16BigEndian(message[^6..]) == 4
        && BinaryPrimitives.ReadUInt32BigEndian(message[^4..]) == Value(message[..^AttributeLength]);

    /// <summary>Fills the last eight octets of a message whose header counts them already.</summary>
    public static void Write(Span<byte> message)
    {
        var attribute = message[^AttributeLength..];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, StunAttribute.Fingerprint);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], 4);
        BinaryPrimitives.WriteUInt32BigEndian(attribute[4..], Value(message[..^AttributeLength]));
    }

    private static uint Value(ReadOnlySpan<byte> octets)
    {
        var crc = uint.MaxValue;
        foreach (var octet in octets)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;   // ITU-T V.42, bits reversed
            }
        }

        return ~crc ^ Folding;
    }
}
