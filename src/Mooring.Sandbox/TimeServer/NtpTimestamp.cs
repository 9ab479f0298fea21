using System.Buffers.Binary;

namespace Mooring.Sandbox.TimeServer;

/// <summary>Seconds since 1900 as 32 bits of whole and 32 bits of fraction (RFC 5905 §6).</summary>
internal static class NtpTimestamp
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes eight octets; the seconds wrap every 136 years, in 2036 for the first time.</summary>
    public static void Write(DateTimeOffset time, Span<byte> octets)
    {
        var ticks = (time - Epoch).Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        BinaryPrimitives.WriteUInt32BigEndian(octets, unchecked((uint)seconds));
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)((rest << 32) / TimeSpan.TicksPerSecond));
    }
}
