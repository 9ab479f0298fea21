using System.Text.Json;
using Mooring.Configuration.Reading;
using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>Writes the JSON Schema (2020-12) of the configuration from the same keys that the loader reads.</summary>
internal static class SchemaWriter
{
    /// <summary>The whole document.</summary>
    public static void Write(Utf8JsonWriter schema, Language language)
    {
        schema.WriteStartObject();
        schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.WriteString("title", "mooring.yaml");
        WriteShape(schema, Sections.RootSection.Shape, language);
        schema.WriteEndObject();
    }

    /// <summary>The members of an object's schema; the caller has opened it.</summary>
    public static void WriteShape(Utf8JsonWriter schema, Shape shape, Language language)
    {
        schema.WriteString("type", "object");
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteStartObject("properties");
        foreach (var key in shape.Keys)
        {
            schema.WriteStartObject(key.Name);
            schema.WriteString("description", Describe(key).In(language));
            key.AnyKind.WriteSchema(schema, language);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        WriteRequired(schema, shape);
    }

    private static Text Describe(Key key) => key.Default is { } value
        ? new Text($"{key.About.English} (default: {value})", $"{key.About.Chinese}（默认：{value}）")
        : key.About;

    private static void WriteRequired(Utf8JsonWriter schema, Shape shape)
    {
        var required = shape.Keys.Where(key => key.IsRequired).ToList();
        if (required.Count == 0)
        {
            return;
        }

        schema.WriteStartArray("required");
        foreach (var key in required)
        {
            schema.WriteStringValue(key.Name);
        }

        schema.WriteEndArray();
    }
}
