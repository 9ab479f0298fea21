namespace Mooring.Core.Names.Idna;

/// <summary>Reads a packed map from code points to numbers, made by eng/unicode/packing.mjs.</summary>
/// <remarks>
/// The map is a row of runs over all code points, each a length and a value as variable-length numbers (seven bits a byte, the
/// lowest first). The index holds, for every 32nd run, its first code point and its offset, three bytes each.
/// </remarks>
internal static class CodePointMap
{
    private const int IndexEntry = 6;

    /// <summary>The run that holds the code point.</summary>
    /// <returns>The run's first code point and its value.</returns>
    public static (int Start, int Value) Find(int codePoint, ReadOnlySpan<byte> runs, ReadOnlySpan<byte> index)
    {
        var (start, offset) = FindBlock(codePoint, index);
        while (true)
        {
            var length = ReadNumber(runs, ref offset);
            var value = ReadNumber(runs, ref offset);
            if (codePoint < start + length)
            {
                return (start, value);
            }

            start += length;
        }
    }

    /// <summary>Reads one variable-length number and moves the offset behind it.</summary>
    public static int ReadNumber(ReadOnlySpan<byte> data, ref int offset)
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var octet = data[offset++];
            number |= (octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return number;
            }
        }
    }

    private static (int Start, int Offset) FindBlock(int codePoint, ReadOnlySpan<byte> index)
    {
        var (low, high) = (0, (index.Length / IndexEntry) - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Read24(index, middle * IndexEntry) <= codePoint ? (middle, high) : (low, middle - 1);
        }

        return (Read24(index, low * IndexEntry), Read24(index, (low * IndexEntry) + 3));
    }

    private static int Read24(ReadOnlySpan<byte> data, int at) => data[at] | (data[at + 1] << 8) | (data[at + 2] << 16);
}
