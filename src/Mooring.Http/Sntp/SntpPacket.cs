using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>What a usable reply says.</summary>
/// <param name="Received">The server's time as the request arrived.</param>
/// <param name="Sent">The server's time as the reply left.</param>
internal sealed record SntpReply(DateTimeOffset Received, DateTimeOffset Sent);

/// <summary>The packets of SNTP version 4 (RFC 4330 §4, RFC 5905 §7.3): 48 octets, extension fields and authentication ignored.</summary>
internal static class SntpPacket
{
    public const int Length = 48;

    private const int Version = 4;
    private const int ClientMode = 3;
    private const int ServerMode = 4;
    private const int Unsynchronised = 3;

    /// <summary>RFC 4330 §5: a server whose own source has gone long ago shows it in these fields; infinity is "one second".</summary>
    private static readonly TimeSpan Infinity = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A request whose transmit timestamp is a random number, as the server only echoes it: it tells nobody our clock, and
    /// whoever does not see the request cannot answer it.
    /// </summary>
    public static byte[] Request(ulong cookie)
    {
        var packet = new byte[Length];
        packet[0] = (Version << 3) | ClientMode;
        BinaryPrimitives.WriteUInt64BigEndian(packet.AsSpan(40), cookie);
        return packet;
    }

    /// <summary>Whether a datagram is a server's reply to the request with that cookie; anything else may be a forger's, and is passed over.</summary>
    public static bool Answers(ReadOnlySpan<byte> packet, ulong cookie) =>
        packet.Length >= Length
        && (packet[0] & 7) == ServerMode
        && ((packet[0] >> 3) & 7) == Version
        && BinaryPrimitives.ReadUInt64BigEndian(packet[24..]) == cookie;

    /// <summary>Reads a reply that <see cref="Answers"/>, or says why it is of no use.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, [NotNullWhen(true)] out SntpReply? reply, [NotNullWhen(false)] out Text? why)
    {
        why = packet[1] switch
        {
            0 => KissOfDeath(packet.Slice(12, 4)),
            > 15 => new($"it has no clock to follow (stratum {packet[1]})", $"它没有可跟随的时钟（层级 {packet[1]}）"),
            _ when packet[0] >> 6 == Unsynchronised => new("it says that its clock is not synchronised", "它声明自己的时钟未同步"),
            _ => RefusedTimes(packet),
        };
        reply = why is null ? new(Timestamp(packet, 32), Timestamp(packet, 40)) : null;
        return reply is not null;
    }

    private static Text? RefusedTimes(ReadOnlySpan<byte> packet)
    {
        // Root delay is a signed number: with the top bit set it is negative, and fails as too long.
        if (Span(packet, 4) >= Infinity || Span(packet, 8) >= Infinity)
        {
            return new("its own source is too far away or gone", "它自身的时间源过远或已失联");
        }

        return BinaryPrimitives.ReadUInt64BigEndian(packet[32..]) == 0 || BinaryPrimitives.ReadUInt64BigEndian(packet[40..]) == 0
            ? new("its reply holds no time", "应答中没有时间")
            : null;
    }

    /// <summary>RFC 4330 §8: four letters that ask the client to go away, <c>RATE</c> or <c>DENY</c> for instance.</summary>
    private static Text KissOfDeath(ReadOnlySpan<byte> code)
    {
        var letters = Encoding.ASCII.GetString(code).TrimEnd('\0');
        var shown = letters.Length > 0 && letters.All(char.IsAsciiLetterOrDigit) ? letters : "?";
        return new($"it does not want to serve us (kiss-o'-death {shown})", $"它拒绝服务（kiss-o'-death {shown}）");
    }

    private static DateTimeOffset Timestamp(ReadOnlySpan<byte> packet, int at) => NtpTimestamp.ToTime(BinaryPrimitives.ReadUInt64BigEndian(packet[at..]));

    private static TimeSpan Span(ReadOnlySpan<byte> packet, int at) => NtpTimestamp.ToSpan(BinaryPrimitives.ReadUInt32BigEndian(packet[at..]));
}
