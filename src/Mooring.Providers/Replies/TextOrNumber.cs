using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mooring.Providers.Replies;

/// <summary>Reads an id or a code as text whether it was sent as a string or as a number.</summary>
/// <remarks>The clouds change between the two from action to action, and ids exceed what a double holds exactly.</remarks>
internal sealed class TextOrNumber : JsonConverter<string>
{
    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException(),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
