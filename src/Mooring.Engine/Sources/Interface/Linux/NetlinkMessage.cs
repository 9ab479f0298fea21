using System.Runtime.InteropServices;

namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>One message of netlink: its header, and what follows.</summary>
/// <param name="Type">What it is, as in <see cref="Rtnetlink"/>.</param>
/// <param name="Flags">NLM_F_… bits.</param>
/// <param name="Sequence">The request that it answers; 0 for what the kernel tells by itself.</param>
/// <param name="Body">What follows the header, without padding.</param>
internal readonly record struct NetlinkMessage(ushort Type, ushort Flags, uint Sequence, ReadOnlyMemory<byte> Body)
{
    private const int HeaderLength = 16;

    /// <summary>The messages in what was received; at a length that cannot be, the rest is passed over.</summary>
    /// <remarks>netlink(7): length, type, flags, sequence, port, all in the machine's byte order; every message begins at a multiple of 4.</remarks>
    public static List<NetlinkMessage> Split(ReadOnlyMemory<byte> received)
    {
        var messages = new List<NetlinkMessage>();
        while (received.Length >= HeaderLength)
        {
            var header = received.Span;
            var length = MemoryMarshal.Read<uint>(header);
            if (length < HeaderLength || length > received.Length)
            {
                break;
            }

            messages.Add(new NetlinkMessage(
                MemoryMarshal.Read<ushort>(header[4..]), MemoryMarshal.Read<ushort>(header[6..]), MemoryMarshal.Read<uint>(header[8..]),
                received[HeaderLength..(int)length]));
            received = received[Math.Min(Aligned((int)length), received.Length)..];
        }

        return messages;
    }

    /// <summary>A request to the kernel.</summary>
    public static byte[] Request(ushort type, ushort flags, uint sequence, ReadOnlySpan<byte> body)
    {
        var message = new byte[HeaderLength + body.Length];
        MemoryMarshal.Write(message, (uint)message.Length);
        MemoryMarshal.Write(message.AsSpan(4), type);
        MemoryMarshal.Write(message.AsSpan(6), (ushort)(flags | Rtnetlink.Request));
        MemoryMarshal.Write(message.AsSpan(8), sequence);
        body.CopyTo(message.AsSpan(HeaderLength));
        return message;
    }

    /// <summary>The error number of an error message, positive as in errno(3); 0 is an acknowledgement.</summary>
    public int ErrorNumber => Body.Length >= 4 ? -MemoryMarshal.Read<int>(Body.Span) : 0;

    /// <summary>The attributes that follow a fixed part of this length; of one that stands twice the last.</summary>
    public Dictionary<ushort, ReadOnlyMemory<byte>> Attributes(int after)
    {
        const int AttributeHeader = 4;
        const ushort TypeMask = 0x3fff;
        var attributes = new Dictionary<ushort, ReadOnlyMemory<byte>>();
        var rest = Body.Length >= after ? Body[after..] : default;
        while (rest.Length >= AttributeHeader)
        {
            var length = MemoryMarshal.Read<ushort>(rest.Span);
            if (length < AttributeHeader || length > rest.Length)
            {
                break;
            }

            attributes[(ushort)(MemoryMarshal.Read<ushort>(rest.Span[2..]) & TypeMask)] = rest[AttributeHeader..length];
            rest = rest[Math.Min(Aligned(length), rest.Length)..];
        }

        return attributes;
    }

    private static int Aligned(int length) => (length + 3) & ~3;
}
