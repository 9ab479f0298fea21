namespace Mooring.Core.Records;

/// <summary>The content of one record in canonical form; two values are equal when they mean the same.</summary>
/// <param name="Data">
/// A and AAAA: the address as .NET prints it. CNAME, NS, MX: an A-label name without the final dot. TXT: the text, unquoted.
/// SRV and CAA: their fields with single blanks.
/// </param>
/// <param name="Priority">MX only: 0 to 65535, a field of its own at both clouds. Null for every other type.</param>
public sealed record RecordValue(string Data, int? Priority = null) : IComparable<RecordValue>
{
    /// <inheritdoc />
    public int CompareTo(RecordValue? other) =>
        string.CompareOrdinal(Data, other?.Data) is var byData and not 0 ? byData : Nullable.Compare(Priority, other?.Priority);

    /// <summary>What a person reads: the priority stands before the data.</summary>
    public override string ToString() => Printable.Of(Priority is { } priority ? $"{priority} {Data}" : Data);
}
