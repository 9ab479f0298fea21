using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mooring.Core.Names;

namespace Mooring.Dns;

/// <summary>A domain name as it stands on the wire: labels of any octets, their case kept, compared without regard to ASCII case.</summary>
/// <remarks>
/// Names in messages may hold what no person would type (RFC 2181 §11): blanks, dots inside labels, octets above 127. All of them are
/// represented here; <see cref="TryToDomainName"/> gives the <see cref="DomainName"/> where the name is a legal owner name.
/// A <see cref="DomainName"/> converts by itself. Limits: labels of 1 to 63 octets, 255 octets with length octets (RFC 1035 §2.3.4).
/// </remarks>
public sealed class DnsName : IEquatable<DnsName>
{
    /// <summary>Most octets of a name on the wire, length octets and the root's zero included.</summary>
    public const int MaxWireLength = 255;

    /// <summary>The root of the tree.</summary>
    public static readonly DnsName Root = new([0]);

    private readonly byte[] _wire;

    private DnsName(byte[] wire) => _wire = wire;

    /// <summary>The uncompressed wire form: length octet and label, again and again, then zero.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => _wire.Length == 1;

    /// <summary>The name without its leftmost label; null at the root.</summary>
    public DnsName? Parent => IsRoot ? null : new DnsName(_wire[(_wire[0] + 1)..]);

    /// <summary>The labels from left to right; none for the root.</summary>
    public IReadOnlyList<Octets> Labels
    {
        get
        {
            var labels = new List<Octets>();
            for (var at = 0; _wire[at] != 0; at += _wire[at] + 1)
            {
                labels.Add(Octets.Of(_wire.AsSpan(at + 1, _wire[at])));
            }

            return labels;
        }
    }

    /// <summary>The same name on the wire.</summary>
    public static implicit operator DnsName(DomainName name) => Of(name);

    /// <summary>The same name on the wire, in lower case as the canonical form is.</summary>
    public static DnsName Of(DomainName name)
    {
        if (name.Value.Length == 0)
        {
            return Root;
        }

        var wire = new byte[name.Value.Length + 2];
        var at = 0;
        foreach (var label in name.Labels)
        {
            wire[at] = (byte)label.Length;
            at += 1 + Encoding.ASCII.GetBytes(label, wire.AsSpan(at + 1));
        }

        return new DnsName(wire);
    }

    /// <summary>Reads the presentation form (RFC 1035 §5.1): dots between labels, <c>\DDD</c> and <c>\X</c> escapes, case kept.</summary>
    /// <exception cref="FormatException">The text is no name; the message says why.</exception>
    public static DnsName Parse(string text) =>
        TryParse(text, out var name, out var why) ? name : throw new FormatException(why);

    /// <summary>Reads the presentation form, with or without the final dot, and says why when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DnsName? name, [NotNullWhen(false)] out string? why)
    {
        name = DnsNameText.TryRead(text, out var wire, out why) ? new DnsName(wire) : null;
        return name is not null;
    }

    /// <summary>The canonical name, where every label is a legal owner label; else false.</summary>
    public bool TryToDomainName([NotNullWhen(true)] out DomainName? name)
    {
        if (IsRoot)
        {
            name = DomainName.Root;
            return true;
        }

        // Presentation escapes everything special, so a name with odd labels cannot pass for another one here.
        return DomainName.TryParse(ToString(), out name);
    }

    /// <summary>Whether this name is the zone's apex or lies below it.</summary>
    public bool IsWithin(DnsName zone)
    {
        for (var name = this; name is not null; name = name.Parent)
        {
            if (name._wire.Length <= zone._wire.Length)
            {
                return name.Equals(zone);
            }
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(DnsName? other) => other is not null && Ascii.EqualsIgnoreCase(_wire, other._wire);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <summary>Whether the names are equal including the case of every letter.</summary>
    public bool EqualsExactly(DnsName other) => Wire.SequenceEqual(other.Wire);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var octet in _wire)
        {
            hash.Add(Ascii.ToLower(octet));
        }

        return hash.ToHashCode();
    }

    /// <summary>The presentation form without the final dot, case kept; <c>.</c> for the root.</summary>
    public override string ToString() => DnsNameText.Write(_wire);

    /// <summary>The name whose uncompressed wire form the caller has checked.</summary>
    internal static DnsName OfCheckedWire(ReadOnlySpan<byte> wire) => wire.Length == 1 ? Root : new(wire.ToArray());

    /// <summary>The same name, every letter in upper or lower case by one bit of <paramref name="bits"/> (at least 32 octets).</summary>
    internal DnsName WithCase(ReadOnlySpan<byte> bits)
    {
        var wire = (byte[])_wire.Clone();
        for (var i = 0; i < wire.Length; i++)
        {
            if (Ascii.ToLower(wire[i]) is >= (byte)'a' and <= (byte)'z')
            {
                var upper = (bits[i / 8] >> (i % 8) & 1) == 1;
                wire[i] = (byte)(upper ? wire[i] & ~0x20 : wire[i] | 0x20);
            }
        }

        return new DnsName(wire);
    }
}
