using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Gateway;

/// <summary>Building and writing JSON without reflection.</summary>
internal static class Json
{
    // Both clouds send Chinese as it is, not escaped.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with these members, in this order.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
        {
            made[name] = value;
        }

        return made;
    }

    /// <summary>A list of these nodes.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    /// <summary>Reads JSON whose every text is Unicode.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            ReadTexts(document.RootElement);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a text is no Unicode", error);
        }

        return document.RootElement.Clone();
    }

    /// <summary>Its text in UTF-8.</summary>
    public static byte[] Bytes(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            node.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>Its text.</summary>
    public static string Text(JsonNode node) => System.Text.Encoding.UTF8.GetString(Bytes(node));

    // The parser looks into a text only when it is read, and throws then for what is no Unicode.
    private static void ReadTexts(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                ReadTexts(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                _ = member.Name;
                ReadTexts(member.Value);
            }
        }
    }
}
