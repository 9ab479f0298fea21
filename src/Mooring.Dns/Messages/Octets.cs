using System.Globalization;
using System.Text;

namespace Mooring.Dns;

/// <summary>An immutable string of octets, compared by content: a character-string, an option's data, RDATA we do not read.</summary>
/// <remarks>DNS data are octets, not text (RFC 2181 §11): nothing here assumes a character set, except <see cref="Text"/> and <see cref="OfText"/>.</remarks>
public sealed class Octets : IEquatable<Octets>
{
    /// <summary>No octets.</summary>
    public static readonly Octets Empty = new([]);

    private readonly byte[] _octets;

    private Octets(byte[] octets) => _octets = octets;

    /// <summary>How many octets.</summary>
    public int Length => _octets.Length;

    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Span => _octets;

    /// <summary>The octets read as UTF-8; where they are not valid UTF-8, the escaped form of <see cref="ToString"/>.</summary>
    public string Text => System.Text.Unicode.Utf8.IsValid(_octets) ? Encoding.UTF8.GetString(_octets) : ToString();

    /// <summary>A copy of these octets.</summary>
    public static Octets Of(ReadOnlySpan<byte> octets) => octets.IsEmpty ? Empty : new(octets.ToArray());

    /// <summary>The text in UTF-8.</summary>
    public static Octets OfText(string text) => text.Length == 0 ? Empty : new(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc />
    public bool Equals(Octets? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Octets);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_octets);
        return hash.ToHashCode();
    }

    /// <summary>Printable ASCII as it is, quotes and backslashes escaped, all else as <c>\DDD</c> (RFC 1035 §5.1); without quotes around it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_octets.Length);
        foreach (var octet in _octets)
        {
            Presentation.Append(text, octet, special: "\"\\");
        }

        return text.ToString();
    }

    /// <summary>Hexadecimal digits in lower case.</summary>
    public string ToHex() => Convert.ToHexStringLower(_octets);
}

/// <summary>The escapes of master files (RFC 1035 §5.1).</summary>
internal static class Presentation
{
    /// <summary>Appends one octet: escaped by a backslash where it is special, as <c>\DDD</c> where it does not print.</summary>
    public static void Append(StringBuilder text, byte octet, string special)
    {
        if (octet is < 0x20 or > 0x7E)
        {
            text.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture));
            return;
        }

        if (special.Contains((char)octet, StringComparison.Ordinal))
        {
            text.Append('\\');
        }

        text.Append((char)octet);
    }
}
