using System.Text.Json;
using Mooring.Http;

namespace Mooring.Providers.Replies;

/// <summary>Finds the request id of an answer for the log, whatever else the answer holds.</summary>
internal static class RequestIds
{
    /// <summary>The id at the top or in the wrapper <c>Response</c>; null where there is none.</summary>
    public static string? Find(ApiReply reply)
    {
        try
        {
            var reader = new Utf8JsonReader(reply.Body.Span);
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: <= 2 } && reader.ValueTextEquals("RequestId"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is none: it has no id to show.
        }

        return null;
    }
}
