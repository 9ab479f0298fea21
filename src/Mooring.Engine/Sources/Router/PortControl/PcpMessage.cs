using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Engine.Sources.Router.PortControl;

/// <summary>A mapping asked of a PCP server.</summary>
/// <param name="Nonce">12 random octets, which the answer repeats.</param>
/// <param name="Client">This machine's IPv4 address towards the server.</param>
/// <param name="Port">The UDP port of this machine that it is for.</param>
internal sealed record PcpMapping(byte[] Nonce, IPAddress Client, ushort Port);

/// <summary>PCP's MAP request and its answer (RFC 6887 §7, §11). Pure.</summary>
/// <remarks>PCP has no question for the address alone: whoever wants to know it asks for a short mapping (§11.6).</remarks>
internal static class PcpMessage
{
    public const byte Version = 2;
    public const int NonceLength = 12;
    public const int HeaderLength = 24;

    private const int MapLength = 60;
    private const int LongestMessage = 1100;
    private const byte MapOpcode = 1;
    private const byte AnswerBit = 128;

    private enum Result : byte
    {
        Success = 0,
        UnsupportedVersion = 1,
        NotAuthorized = 2,
        UnsupportedOpcode = 4,
        NetworkFailure = 7,
        NoResources = 8,
        UnsupportedProtocol = 9,
        UserExceededQuota = 10,
        AddressMismatch = 12,
    }

    /// <summary>A request for a mapping that lives this many seconds; 0 takes it back.</summary>
    public static byte[] Map(PcpMapping mapping, uint lifetime)
    {
        var message = new byte[MapLength];
        message[0] = Version;
        message[1] = MapOpcode;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), lifetime);
        mapping.Client.MapToIPv6().TryWriteBytes(message.AsSpan(8), out _);
        mapping.Nonce.CopyTo(message, HeaderLength);
        message[36] = (byte)ProtocolType.Udp;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(40), mapping.Port);

        // No wish for the external port; of the address only that it be IPv4.
        IPAddress.Any.MapToIPv6().TryWriteBytes(message.AsSpan(44), out _);
        return message;
    }

    /// <summary>Whether a datagram answers the request: its own nonce, protocol and port, or a refusal too early to repeat them.</summary>
    public static bool IsAnswer(byte[] datagram, PcpMapping mapping)
    {
        if (datagram.Length < 4 || datagram.Length > LongestMessage || (datagram[1] & AnswerBit) == 0)
        {
            return false;
        }

        // A router of NAT-PMP refuses the version in its own form (RFC 6887 §9, appendix A).
        if (datagram[0] != Version)
        {
            return datagram[0] == 0 && datagram is [_, _, 0, (byte)Result.UnsupportedVersion, ..];
        }

        return datagram[1] == (AnswerBit | MapOpcode) && datagram.Length % 4 == 0
            && (datagram.Length >= MapLength ? Repeats(datagram, mapping) : datagram.Length >= HeaderLength && datagram[3] != 0);
    }

    /// <summary>Reads an answer.</summary>
    public static RouterReply Read(ReadOnlySpan<byte> answer) => answer[0] != Version
        ? RouterReply.Not("it speaks NAT-PMP instead", "它使用的是 NAT-PMP")
        : (Result)answer[3] switch
        {
            Result.Success => ReadAddress(answer.Slice(44, 16)),
            Result.UnsupportedVersion => RouterReply.Not("it speaks another version", "它使用的是其他版本"),
            Result.NotAuthorized => PortControlTexts.Refused,
            Result.UnsupportedOpcode or Result.UnsupportedProtocol => RouterReply.Not("it maps no ports", "它不支持端口映射"),
            Result.NetworkFailure => RouterReply.NoneNow,
            Result.NoResources or Result.UserExceededQuota => PortControlTexts.OutOfResources,
            Result.AddressMismatch => RouterReply.Not(
                "between this machine and it another NAT changes addresses, a container's bridge perhaps",
                "本机与它之间还有另一层 NAT 改写地址，可能是容器网桥"),
            var other => PortControlTexts.Code((int)other),
        };

    /// <summary>Whether a datagram is an unasked-for announcement of a server (§14.1.1).</summary>
    public static bool IsAnnouncement(ReadOnlySpan<byte> datagram) =>
        datagram.Length is >= HeaderLength and <= LongestMessage && datagram.Length % 4 == 0
        && datagram[0] == Version && datagram[1] == AnswerBit && datagram[3] == (byte)Result.Success;

    /// <summary>The seconds since the server's tables began (§8.5).</summary>
    public static uint ReadEpoch(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt32BigEndian(message[8..]);

    private static bool Repeats(ReadOnlySpan<byte> datagram, PcpMapping mapping) =>
        datagram.Slice(HeaderLength, NonceLength).SequenceEqual(mapping.Nonce)
        && datagram[36] == (byte)ProtocolType.Udp && BinaryPrimitives.ReadUInt16BigEndian(datagram[40..]) == mapping.Port;

    private static RouterReply ReadAddress(ReadOnlySpan<byte> bytes) =>
        new IPAddress(bytes) is { IsIPv4MappedToIPv6: true } mapped
            ? RouterReply.Of(mapped.MapToIPv4())
            : RouterReply.Not("it answered with an IPv6 address", "应答的是 IPv6 地址");
}
