namespace Mooring.Core.Records.Values;

/// <summary>A value, or why there is none: one of the two is set.</summary>
internal readonly record struct Parsed(RecordValue? Value, Text? Why)
{
    public static implicit operator Parsed(RecordValue value) => new(value, null);

    public static implicit operator Parsed(Text why) => new(null, why);
}
