using System.Buffers.Binary;

namespace Mooring.Dns;

/// <summary>Messages over TCP: each with its length in two octets before it (RFC 1035 §4.2.2, RFC 7766).</summary>
public static class DnsStream
{
    /// <summary>Reads one message; null when the other side has closed the stream between two messages.</summary>
    /// <exception cref="EndOfStreamException">The stream ended inside a message.</exception>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var length = new byte[2];
        var got = await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellation);
        if (got == 0)
        {
            return null;
        }

        if (got == 1)
        {
            throw new EndOfStreamException("the stream ended inside the length of a message");
        }

        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message, cancellation);
        return message;
    }

    /// <summary>Writes one message and its length in one piece.</summary>
    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var framed = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, checked((ushort)message.Length));
        message.Span.CopyTo(framed.AsSpan(2));
        await stream.WriteAsync(framed, cancellation);
        await stream.FlushAsync(cancellation);
    }
}
