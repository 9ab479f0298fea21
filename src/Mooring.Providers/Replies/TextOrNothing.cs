using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mooring.Providers.Replies;

/// <summary>Reads what is only of use where it is a text or a number, as text; anything else counts as left out.</summary>
internal sealed class TextOrNothing : JsonConverter<string>
{
    private static readonly TextOrNumber Known = new();

    /// <summary>The text of a piece of JSON; null where it is none.</summary>
    public static string? Of(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON, and no text.
            return null;
        }
    }

    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            reader.Skip();
            return null;
        }

        try
        {
            return Known.Read(ref reader, typeToConvert, options);
        }
        catch (InvalidOperationException)
        {
            // As above.
            return null;
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
