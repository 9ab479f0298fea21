using System.Globalization;

namespace Mooring.Core.Records;

/// <summary>How long a resolver may keep an answer, in whole seconds (RFC 2181 §8: 0 to 2^31-1).</summary>
/// <param name="Seconds">Seconds; both clouds take 1 to 604800 at most, by edition.</param>
public readonly record struct Ttl(int Seconds) : IComparable<Ttl>
{
    /// <summary>What a new record gets when nothing is configured: ten minutes, the lowest both free editions allow.</summary>
    public static readonly Ttl Default = new(600);

    /// <inheritdoc />
    public int CompareTo(Ttl other) => Seconds.CompareTo(other.Seconds);

    /// <summary>The seconds, as a number.</summary>
    public override string ToString() => Seconds.ToString(CultureInfo.InvariantCulture);
}
