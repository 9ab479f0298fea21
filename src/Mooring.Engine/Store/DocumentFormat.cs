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
