using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Mooring.Cli.Logging;

/// <summary>One log entry as one JSON object: <c>time</c>, <c>level</c>, <c>category</c>, <c>message</c>, <c>fields</c>, <c>exception</c>.</summary>
/// <remarks><c>fields</c> holds what the message was made from, by name; it and <c>exception</c> are left out where there is nothing to tell.</remarks>
internal static class JsonLogLine
{
    // Chinese stays readable; what would steer a terminal is escaped once more on the way out.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The name that a log message gives its own template.
    private const string Template = "{OriginalFormat}";

    /// <summary>Renders an entry; the exception with its stack only when <paramref name="withStack"/>.</summary>
    public static string Render(
        DateTimeOffset at, LogLevel level, string category, string message, IReadOnlyList<KeyValuePair<string, object?>> fields, Exception? exception, bool withStack)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("time", LogLine.Time(at));
            json.WriteString("level", LogLine.Word(level));
            json.WriteString("category", LogLine.Name(category));
            json.WriteString("message", message);
            WriteFields(json, fields);
            if (exception is not null)
            {
                json.WriteString("exception", withStack ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message}");
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        var named = fields.Where(field => field.Key != Template).ToArray();
        if (named.Length == 0)
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (name, value) in named)
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
