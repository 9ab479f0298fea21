using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Mooring.Sandbox.AddressEcho;

/// <summary>A Binding request as it came (RFC 8489 §5).</summary>
/// <param name="CookieAndTransaction">The 16 octets after type and length, given back as they are.</param>
/// <param name="IsClassic">Whether the magic cookie is missing: a client of RFC 3489, which wants MAPPED-ADDRESS (§11).</param>
/// <param name="HasFingerprint">Whether the client sent FINGERPRINT, and so wants one back.</param>
/// <param name="UnknownAttributes">Comprehension-required attributes that this server does not know.</param>
internal sealed record StunRequest(
    byte[] CookieAndTransaction, bool IsClassic, bool HasFingerprint, IReadOnlyList<ushort> UnknownAttributes)
{
    public const int HeaderLength = 20;

    private const ushort BindingRequest = 0x0001;
    private const uint MagicCookie = 0x2112A442;

    /// <summary>Reads a request; false for anything else, which a server passes over in silence (§6.3).</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out StunRequest? request)
    {
        request = null;
        if (datagram.Length < HeaderLength
            || BinaryPrimitives.ReadUInt16BigEndian(datagram) != BindingRequest
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderLength
            || datagram.Length % 4 != 0)
        {
            return false;
        }

        var unknown = new List<ushort>();
        var fingerprint = false;
        for (var rest = datagram[HeaderLength..]; !rest.IsEmpty;)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            var length = 4 + StunAttribute.Padded(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            if (length > rest.Length || fingerprint)   // §14.7: FINGERPRINT is the last attribute
            {
                return false;
            }

            fingerprint = type == StunAttribute.Fingerprint;
            if (!StunAttribute.IsUnderstood(type))
            {
                unknown.Add(type);
            }

            rest = rest[length..];
        }

        if (fingerprint && !StunFingerprint.IsRight(datagram))
        {
            return false;
        }

        var classic = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie;
        request = new StunRequest(datagram.Slice(4, 16).ToArray(), classic, fingerprint, unknown);
        return true;
    }
}
