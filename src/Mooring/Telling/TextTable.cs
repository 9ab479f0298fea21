using Mooring.Core;

namespace Mooring.Telling;

/// <summary>Rows in columns that line up, whatever the width of their characters.</summary>
/// <param name="headers">One word for each column, in the reader's language.</param>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";
    private readonly List<string[]> rows = [];

    /// <summary>Whether no row was added.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>Adds a row; a null cell is shown as <c>-</c>.</summary>
    public void Add(params string?[] cells) => rows.Add([.. cells.Select(cell => Printable.Of(cell ?? "-"))]);

    /// <summary>The lines, headers first, without blanks at their ends.</summary>
    public IEnumerable<string> Lines()
    {
        var widths = Enumerable.Range(0, headers.Length)
            .Select(column => rows.Append(headers).Max(row => column < row.Length ? TextWidth.Of(row[column]) : 0))
            .ToArray();
        return rows.Prepend(headers).Select(row => string.Join(Gap, row.Select((cell, i) => TextWidth.Pad(cell, widths[i]))).TrimEnd());
    }
}
