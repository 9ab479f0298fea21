using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Mooring.Dns;

/// <summary>Reads the pieces of a message. Never throws and never reads outside; the first failure is kept in <see cref="Why"/>.</summary>
// Long, because every primitive of a message shares the one position and the one first failure; none may be read past the others.
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    /// <summary>Octets of the header; no compression pointer may point into it.</summary>
    public const int HeaderLength = 12;

    // More labels than that no name has, so more pointers no honest name needs: work per name stays bounded.
    private const int MaxPointers = 127;

    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>The next octet to read.</summary>
    public int Position { get; private set; }

    /// <summary>Where reading in line must stop: the end of the message, or of the RDATA being read.</summary>
    public int End { get; set; } = message.Length;

    /// <summary>Octets left before <see cref="End"/>.</summary>
    public readonly int Left => End - Position;

    /// <summary>Why reading failed; null while it did not.</summary>
    public string? Why { get; private set; }

    /// <summary>Whether it failed because the message stops too early, as a truncated one may.</summary>
    public bool RanOut { get; private set; }

    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (!TryTake(1, out var octets))
        {
            return false;
        }

        value = octets[0];
        return true;
    }

    public bool TryReadUInt16(out ushort value)
    {
        var read = TryTake(2, out var octets);
        value = read ? BinaryPrimitives.ReadUInt16BigEndian(octets) : (ushort)0;
        return read;
    }

    public bool TryReadUInt32(out uint value)
    {
        var read = TryTake(4, out var octets);
        value = read ? BinaryPrimitives.ReadUInt32BigEndian(octets) : 0;
        return read;
    }

    public bool TryReadOctets(int count, [NotNullWhen(true)] out Octets? octets)
    {
        octets = TryTake(count, out var taken) ? Octets.Of(taken) : null;
        return octets is not null;
    }

    /// <summary>Reads a character-string: a length octet and that many octets (RFC 1035 §3.3).</summary>
    public bool TryReadString([NotNullWhen(true)] out Octets? octets)
    {
        octets = null;
        return TryReadByte(out var length) && TryReadOctets(length, out octets);
    }

    /// <summary>Reads a name, following compression pointers (RFC 1035 §4.1.4).</summary>
    /// <remarks>A pointer must point before the piece of name it ends, so every step goes backwards and loops cannot be written.</remarks>
    public bool TryReadName([NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        var length = 0;
        var at = Position;
        var piece = at;
        var pointers = 0;
        while (true)
        {
            if (at >= (pointers == 0 ? End : _message.Length))
            {
                return FailShort("a name runs past the end");
            }

            int head = _message[at];
            if (head >= 0xC0)
            {
                if (!TryFollow(ref at, ref piece, ref pointers))
                {
                    return false;
                }

                continue;
            }

            if (!TryAppendLabel(at, wire, ref length, inLine: pointers == 0))
            {
                return false;
            }

            at += 1 + head;
            Position = pointers == 0 ? at : Position;
            if (head == 0)
            {
                name = DnsName.OfCheckedWire(wire[..length]);
                return true;
            }
        }
    }

    /// <summary>Whether that many octets are left; a failure where not.</summary>
    public bool Has(int count) => count <= Left || FailShort("the message ends inside a field");

    public bool Fail(string why)
    {
        Why ??= why;
        return false;
    }

    private bool FailShort(string why)
    {
        RanOut = Why is null && End == _message.Length;
        return Fail(why);
    }

    private bool TryFollow(ref int at, ref int piece, ref int pointers)
    {
        if (at + 1 >= (pointers == 0 ? End : _message.Length))
        {
            return FailShort("a compression pointer runs past the end");
        }

        var target = (_message[at] & 0x3F) << 8 | _message[at + 1];
        if (target >= piece || target < HeaderLength)
        {
            return Fail("a compression pointer does not point to an earlier name");
        }

        Position = pointers == 0 ? at + 2 : Position;
        at = target;
        piece = target;
        return ++pointers <= MaxPointers || Fail("a name has too many compression pointers");
    }

    private bool TryAppendLabel(int at, scoped Span<byte> wire, ref int length, bool inLine)
    {
        int head = _message[at];
        if (head > 63)
        {
            return Fail("a label has a reserved type");
        }

        if (at + 1 + head > (inLine ? End : _message.Length))
        {
            return FailShort("a label runs past the end");
        }

        // One octet must stay free for the root, unless this is it.
        if (length + 1 + head > DnsName.MaxWireLength - (head == 0 ? 0 : 1))
        {
            return Fail("a name has more than 255 octets");
        }

        _message.Slice(at, 1 + head).CopyTo(wire[length..]);
        length += 1 + head;
        return true;
    }

    private bool TryTake(int count, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (!Has(count))
        {
            return false;
        }

        octets = _message.Slice(Position, count);
        Position += count;
        return true;
    }
}
