using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mooring.Core;

namespace Mooring.Telling;

/// <summary>Writes results to standard output, in the form and the language that were asked for.</summary>
/// <param name="writer">Standard output.</param>
/// <param name="format">Text or JSON; a verb writes lines or one document accordingly.</param>
/// <param name="language">The language of texts.</param>
/// <param name="paint">Colours for this stream.</param>
internal sealed class ResultWriter(TextWriter writer, OutputFormat format, Language language, Paint paint)
{
    // Names and messages in Chinese stay readable; nothing here is embedded in a page.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>Text or JSON.</summary>
    public OutputFormat Format => format;

    /// <summary>Whether JSON was asked for.</summary>
    public bool IsJson => format == OutputFormat.Json;

    /// <summary>Colours for this stream.</summary>
    public Paint Paint => paint;

    /// <summary>Writes one line.</summary>
    public void Line(string line = "") => writer.WriteLine(line);

    /// <summary>Writes one line in the reader's language.</summary>
    public void Line(Text text) => writer.WriteLine(text.In(language));

    /// <summary>Writes a table.</summary>
    public void Table(TextTable table)
    {
        foreach (var (line, index) in table.Lines().Select((line, index) => (line, index)))
        {
            writer.WriteLine(index == 0 ? paint.Dim(line) : line);
        }
    }

    /// <summary>Writes one JSON document and a line break.</summary>
    public void Json(Action<Utf8JsonWriter> write, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
        {
            write(json);
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
