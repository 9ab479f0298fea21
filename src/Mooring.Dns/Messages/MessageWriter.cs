namespace Mooring.Dns;

/// <summary>Writes a whole message (RFC 1035 §4).</summary>
internal static class MessageWriter
{
    public static byte[] Write(DnsMessage message) =>
        TryWrite(message) ?? throw new InvalidOperationException("the message has more than 65535 octets");

    /// <summary>The wire form, or null where it has more octets than any message may have.</summary>
    public static byte[]? TryWrite(DnsMessage message)
    {
        if ((int)message.Rcode > (message.Edns is null ? 0xF : 0xFFF))
        {
            throw new InvalidOperationException($"{message.Rcode.Mnemonic()} cannot be written without EDNS");
        }

        var writer = new WireWriter();
        MessageHeader.Of(message).Write(writer);
        foreach (var question in message.Questions)
        {
            writer.WriteName(question.Name);
            writer.WriteUInt16((ushort)question.Type);
            writer.WriteUInt16((ushort)question.Class);
        }

        foreach (var record in message.Answers.Concat(message.Authorities).Concat(message.Additionals))
        {
            Write(writer, record);
        }

        if (message.Edns is { } edns)
        {
            EdnsCodec.Write(writer, edns, message.Rcode);
        }

        return writer.Length > WireWriter.MaxLength ? null : writer.ToArray();
    }

    private static void Write(WireWriter writer, DnsRecord record)
    {
        writer.WriteName(record.Name);
        writer.WriteUInt16((ushort)record.Type);
        writer.WriteUInt16((ushort)record.Class);
        writer.WriteUInt32((uint)record.Ttl.Seconds);
        writer.WriteWithLength(record.Data, static (writer, data) => RDataWriter.Write(writer, data));
    }
}
