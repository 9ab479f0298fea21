using System.Diagnostics.CodeAnalysis;

namespace Mooring.Core.Names;

/// <summary>A fully qualified domain name in canonical form: A-labels, lower case, without the final dot.</summary>
/// <remarks>
/// RFC 1035 §2.3.4: a label has 1 to 63 octets, the name at most 253 characters without its final dot.
/// Underscores (<c>_acme-challenge</c>) and a leading wildcard label are legal owner names.
/// </remarks>
public sealed record DomainName : IComparable<DomainName>
{
    /// <summary>Longest name in characters, without the final dot.</summary>
    public const int MaxLength = 253;

    /// <summary>The root of the tree; its value is empty.</summary>
    public static readonly DomainName Root = new("");

    private DomainName(string value) => Value = value;

    /// <summary>The name as A-labels without the final dot; empty for the root.</summary>
    public string Value { get; }

    /// <summary>The labels from left to right; none for the root.</summary>
    public string[] Labels => Value.Length == 0 ? [] : Value.Split('.');

    /// <summary>Whether the leftmost label is <c>*</c> (RFC 4592).</summary>
    public bool IsWildcard => Value == "*" || Value.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>The name without its leftmost label; null at the root.</summary>
    public DomainName? Parent =>
        Value.Length == 0 ? null :
        Value.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? new DomainName(Value[(dot + 1)..]) : Root;

    /// <summary>Reads a name as a person types it: Unicode or A-labels, any case, with or without the final dot.</summary>
    /// <exception cref="FormatException">The text is no domain name; the message says why.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out var name, out var why) ? name : throw new FormatException(why.English);

    /// <summary>Reads a name as a person types it, and says why when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DomainName? name, [NotNullWhen(false)] out Text? why)
    {
        name = null;
        if (!LabelMapping.TryMap(text ?? "", out var ascii, out why))
        {
            return false;
        }

        why = DomainNameRules.Check(ascii);
        if (why is not null)
        {
            return false;
        }

        name = ascii.Length == 0 ? Root : new DomainName(ascii);
        return true;
    }

    /// <summary>Reads a name; see the overload for the reason when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DomainName? name) => TryParse(text, out name, out _);

    /// <summary>Whether this name is the zone's apex or lies below it.</summary>
    public bool IsWithin(DomainName zone) =>
        zone.Value.Length == 0 || Value == zone.Value
        || (Value.Length > zone.Value.Length
            && Value.EndsWith(zone.Value, StringComparison.Ordinal)
            && Value[Value.Length - zone.Value.Length - 1] == '.');

    /// <summary>The name relative to its zone, <c>@</c> at the apex: the form both clouds use.</summary>
    /// <exception cref="ArgumentException">The name does not lie in the zone.</exception>
    public string RelativeTo(DomainName zone) =>
        !IsWithin(zone) ? throw new ArgumentException($"{Value} does not lie in {zone.Value}", nameof(zone))
        : Value == zone.Value ? "@"
        : zone.Value.Length == 0 ? Value
        : Value[..(Value.Length - zone.Value.Length - 1)];

    /// <summary>Joins a relative name of a zone (<c>@</c> for the apex) with that zone.</summary>
    public static bool TryJoin(string relative, DomainName zone, [NotNullWhen(true)] out DomainName? name) =>
        TryParse(relative is "@" or "" ? zone.Value : $"{relative}.{zone.Value}", out name);

    /// <summary>The form for people: Unicode labels where they are international ones.</summary>
    public string Describe() => LabelMapping.ToUnicode(Value);

    /// <inheritdoc />
    public int CompareTo(DomainName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The form a person may type back: A-labels, without the final dot.</summary>
    public override string ToString() => Value;
}
