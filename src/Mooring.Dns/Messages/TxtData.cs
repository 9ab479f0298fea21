using System.Text;
using Mooring.Core.Records;

namespace Mooring.Dns;

/// <summary>TXT: one or more character-strings, whose borders carry no meaning to readers (RFC 1035 §3.3.14, RFC 7208 §3.3).</summary>
public sealed record TxtData : RData
{
    /// <summary>Takes the strings as they stand.</summary>
    /// <exception cref="ArgumentException">There is none, or one has more than 255 octets.</exception>
    public TxtData(IReadOnlyList<Octets> strings)
        : base(DnsType.Txt)
    {
        if (strings.Count == 0 || strings.Any(part => part.Length > byte.MaxValue))
        {
            throw new ArgumentException("TXT holds at least one string, each of at most 255 octets", nameof(strings));
        }

        Strings = strings;
    }

    /// <summary>The strings in order, each of at most 255 octets.</summary>
    public IReadOnlyList<Octets> Strings { get; }

    /// <summary>The strings joined and read as UTF-8, escaped where they are not valid UTF-8.</summary>
    public string Text => Octets.Of([.. Strings.SelectMany(part => part.Span.ToArray())]).Text;

    /// <summary>Takes a text of any length, in UTF-8, and splits it after every 255 octets.</summary>
    public static TxtData OfText(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        return new TxtData(octets.Length == 0 ? [Octets.Empty] : [.. octets.Chunk(byte.MaxValue).Select(part => Octets.Of(part))]);
    }

    /// <inheritdoc />
    public override RecordValue ToRecordValue() => new(Text);

    /// <inheritdoc />
    public bool Equals(TxtData? other) => other is not null && Strings.SequenceEqual(other.Strings);

    /// <inheritdoc />
    public override int GetHashCode() => Strings.Aggregate(0, HashCode.Combine);

    /// <summary>Every string in quotes.</summary>
    public override string ToString() => string.Join(' ', Strings.Select(part => $"\"{part}\""));
}
