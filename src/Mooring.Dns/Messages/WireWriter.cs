using System.Buffers.Binary;

namespace Mooring.Dns;

/// <summary>Writes the pieces of a message, with name compression (RFC 1035 §4.1.4).</summary>
internal sealed class WireWriter
{
    /// <summary>Most octets of a message (its length has 16 bits over TCP). What is written beyond is for the caller to refuse.</summary>
    public const int MaxLength = ushort.MaxValue;

    // A pointer has 14 bits.
    private const int PointerReach = 0x4000;

    private readonly Dictionary<Octets, int> _written = [];
    private byte[] _octets = new byte[512];

    public int Length { get; private set; }

    public byte[] ToArray() => _octets[..Length];

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void WriteOctets(ReadOnlySpan<byte> octets) => octets.CopyTo(Reserve(octets.Length));

    public void WriteString(Octets octets)
    {
        WriteByte((byte)octets.Length);
        WriteOctets(octets.Span);
    }

    /// <summary>Writes a name in full: in data of types that a reader may not know (RFC 3597 §4).</summary>
    public void WriteWholeName(DnsName name) => WriteOctets(name.Wire);

    /// <summary>Writes a name, its known ending as a pointer. Case counts, so that every name is read back as it was.</summary>
    public void WriteName(DnsName name)
    {
        var wire = name.Wire;
        var at = 0;
        while (wire[at] != 0)
        {
            var ending = Octets.Of(wire[at..]);
            if (_written.TryGetValue(ending, out var earlier))
            {
                WriteUInt16((ushort)(0xC000 | earlier));
                return;
            }

            if (Length < PointerReach)
            {
                _written.Add(ending, Length);
            }

            WriteOctets(wire.Slice(at, 1 + wire[at]));
            at += 1 + wire[at];
        }

        WriteByte(0);
    }

    /// <summary>Leaves room for a length of 16 bits, writes, and fills in how much was written.</summary>
    public void WriteWithLength<T>(T value, Action<WireWriter, T> write)
    {
        var at = Length;
        WriteUInt16(0);
        write(this, value);
        BinaryPrimitives.WriteUInt16BigEndian(_octets.AsSpan(at), (ushort)(Length - at - 2));
    }

    private Span<byte> Reserve(int count)
    {
        if (Length + count > _octets.Length)
        {
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + count));
        }

        Length += count;
        return _octets.AsSpan(Length - count, count);
    }
}
