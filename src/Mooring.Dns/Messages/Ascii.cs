namespace Mooring.Dns;

/// <summary>Case as DNS means it: the 26 letters of ASCII and nothing else (RFC 4343 §3).</summary>
internal static class Ascii
{
    public static byte ToLower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;

    // Length octets are at most 63 and so never letters: whole wire forms can be compared octet by octet.
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < one.Length; i++)
        {
            if (ToLower(one[i]) != ToLower(other[i]))
            {
                return false;
            }
        }

        return true;
    }
}
