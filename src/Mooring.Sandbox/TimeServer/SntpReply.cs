namespace Mooring.Sandbox.TimeServer;

/// <summary>The answer of an SNTP server, written from RFC 4330 §4 to §6 and RFC 5905 §7.3.</summary>
internal static class SntpReply
{
    /// <summary>Octets of a message without extension fields and authenticator.</summary>
    public const int Length = 48;

    private const int SymmetricActive = 1;
    private const int SymmetricPassive = 2;
    private const int Client = 3;
    private const int Server = 4;

    /// <summary>The answer to one datagram, or null when it asks for none.</summary>
    /// <param name="request">What came; extension fields and an authenticator after the first 48 octets are passed over.</param>
    /// <param name="started">When this clock was last set.</param>
    /// <param name="received">The server's time when the datagram came.</param>
    /// <param name="sent">The server's time when the answer leaves.</param>
    public static byte[]? To(ReadOnlySpan<byte> request, DateTimeOffset started, DateTimeOffset received, DateTimeOffset sent)
    {
        if (request.Length < Length || AnswerMode(request[0] & 7) is not { } mode || Version(request[0]) is not { } version)
        {
            return null;
        }

        var reply = new byte[Length];
        reply[0] = (byte)((version << 3) | mode);   // leap indicator 0: no warning
        reply[1] = 1;                               // stratum 1: a primary server
        reply[2] = request[2];                      // poll interval: the client's own
        reply[3] = unchecked((byte)-20);            // precision: 2^-20 s, about a microsecond
        "LOCL"u8.CopyTo(reply.AsSpan(12));          // reference: an uncalibrated local clock
        NtpTimestamp.Write(started, reply.AsSpan(16));
        request.Slice(40, 8).CopyTo(reply.AsSpan(24));
        NtpTimestamp.Write(received, reply.AsSpan(32));
        NtpTimestamp.Write(sent, reply.AsSpan(40));
        return reply;
    }

    // RFC 4330 §5: a client's request is answered in server mode, a symmetric peer's in symmetric passive mode.
    private static int? AnswerMode(int mode) => mode switch
    {
        Client => Server,
        SymmetricActive => SymmetricPassive,
        _ => null,
    };

    private static int? Version(byte first) => ((first >> 3) & 7) is var version and >= 1 and <= 4 ? version : null;
}
