using System.Buffers.Binary;
using System.Net;

namespace Mooring.Engine.Sources.Router.PortControl;

/// <summary>NAT-PMP's question for the external address, and its answer (RFC 6886 §3.2). Pure.</summary>
internal static class NatPmpMessage
{
    /// <summary>Octets of an answer with an address.</summary>
    public const int AnswerLength = 12;

    private const int ShortestAnswer = 8;
    private const byte Version = 0;
    private const byte AddressOpcode = 0;
    private const byte AnswerBit = 128;

    private enum Result : ushort
    {
        Success = 0,
        UnsupportedVersion = 1,
        Refused = 2,
        NetworkFailure = 3,
        OutOfResources = 4,
        UnsupportedOpcode = 5,
    }

    /// <summary>The question.</summary>
    public static byte[] Request() => [Version, AddressOpcode];

    /// <summary>Whether a datagram answers it; a router that speaks PCP alone answers in PCP's form (RFC 6887 appendix A).</summary>
    public static bool IsAnswer(byte[] datagram) =>
        datagram.Length >= ShortestAnswer
        && (datagram is [Version, AnswerBit | AddressOpcode, ..] || (datagram[0] == PcpMessage.Version && (datagram[1] & AnswerBit) != 0));

    /// <summary>Reads an answer.</summary>
    public static RouterReply Read(ReadOnlySpan<byte> answer) => answer[0] != Version
        ? RouterReply.Not("it speaks PCP instead", "它使用的是 PCP")
        : (Result)BinaryPrimitives.ReadUInt16BigEndian(answer[2..]) switch
        {
            Result.Success when answer.Length >= AnswerLength => RouterReply.Of(ReadAddress(answer)),
            Result.Success => RouterReply.Not("it answered without an address", "应答中没有地址"),
            Result.UnsupportedVersion or Result.UnsupportedOpcode => RouterReply.Not(
                "it does not know the question for the address", "它不支持查询外部地址"),
            Result.Refused => PortControlTexts.Refused,
            Result.NetworkFailure => RouterReply.NoneNow,
            Result.OutOfResources => PortControlTexts.OutOfResources,
            var other => PortControlTexts.Code((int)other),
        };

    /// <summary>The address in an answer that is long enough and a success.</summary>
    public static IPAddress ReadAddress(ReadOnlySpan<byte> answer) => new(answer.Slice(8, 4));

    /// <summary>The seconds since the router's tables began, in an answer that is long enough.</summary>
    public static uint ReadEpoch(ReadOnlySpan<byte> answer) => BinaryPrimitives.ReadUInt32BigEndian(answer[4..]);

    /// <summary>Whether a datagram has the form of an answer that says "success" and holds an address.</summary>
    public static bool IsSuccess(ReadOnlySpan<byte> datagram) =>
        datagram.Length == AnswerLength && datagram[..4].SequenceEqual((ReadOnlySpan<byte>)[Version, AnswerBit | AddressOpcode, 0, 0]);
}
