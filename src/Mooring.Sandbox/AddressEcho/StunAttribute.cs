namespace Mooring.Sandbox.AddressEcho;

/// <summary>Attribute types of STUN (RFC 8489 §18.3) and their padding (§14).</summary>
internal static class StunAttribute
{
    public const ushort MappedAddress = 0x0001;
    public const ushort ErrorCode = 0x0009;
    public const ushort UnknownAttributes = 0x000A;
    public const ushort XorMappedAddress = 0x0020;
    public const ushort Fingerprint = 0x8028;

    /// <summary>The length rounded up to whole words of four octets.</summary>
    public static int Padded(int length) => (length + 3) & ~3;

    /// <summary>
    /// Whether a server that asks for no credentials can serve a request with it: optional attributes, and those of
    /// authentication, which it passes over.
    /// </summary>
    public static bool IsUnderstood(ushort type) => type >= 0x8000 || type switch
    {
        MappedAddress or XorMappedAddress or ErrorCode or UnknownAttributes => true,
        0x0006 or 0x0008 or 0x0014 or 0x0015 => true,   // USERNAME, MESSAGE-INTEGRITY, REALM, NONCE
        0x001C or 0x001D or 0x001E => true,             // MESSAGE-INTEGRITY-SHA256, PASSWORD-ALGORITHM, USERHASH
        _ => false,
    };
}
