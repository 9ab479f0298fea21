using System.Text.Json;

namespace Mooring.Engine.Store;

/// <summary>What every store takes for a document: one JSON value in UTF-8.</summary>
internal static class DocumentFormat
{
    /// <summary>Whether the content is one whole JSON value.</summary>
    public static bool IsJson(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the content can be read as a document: JSON without a hole in a list, where only a damaged file has one.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> content) => IsJson(content) && !HasNullItem(content);

    private static bool HasNullItem(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        var last = JsonTokenType.None;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null && reader.CurrentDepth > 0 && last != JsonTokenType.PropertyName)
            {
                return true;
            }

            last = reader.TokenType;
        }

        return false;
    }

    /// <summary>Guards a write.</summary>
    /// <exception cref="ArgumentException">The content is no JSON: a mistake in the program.</exception>
    public static void ThrowIfNotJson(string key, ReadOnlySpan<byte> content)
    {
        if (!IsJson(content))
        {
            throw new ArgumentException($"the document for '{key}' is not JSON", nameof(content));
        }
    }
}
