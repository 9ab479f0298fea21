namespace Mooring.Http;

/// <summary>NTP's 64-bit timestamps: seconds since the start of an era in the upper half, the fraction in the lower (RFC 5905 §6).</summary>
internal static class NtpTimestamp
{
    private static readonly DateTimeOffset Era0 = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>2^32 seconds after era 0: 2036-02-07T06:28:16Z.</summary>
    private static readonly DateTimeOffset Era1 = Era0.AddSeconds(4_294_967_296);

    /// <summary>The instant meant: with the top bit set from 1968 to 2036, without it from 2036 to 2104 (RFC 4330 §3).</summary>
    public static DateTimeOffset ToTime(ulong timestamp)
    {
        var seconds = (uint)(timestamp >> 32);
        var era = seconds >= 0x8000_0000 ? Era0 : Era1;
        return era.AddSeconds(seconds) + TimeSpan.FromTicks((long)((timestamp & 0xFFFF_FFFF) * TimeSpan.TicksPerSecond >> 32));
    }

    /// <summary>NTP's short format: 16 bits of seconds, 16 of fraction.</summary>
    public static TimeSpan ToSpan(uint shortFormat) => TimeSpan.FromTicks(shortFormat * TimeSpan.TicksPerSecond >> 16);
}
