using System.Net;
using System.Text.Json;

namespace Mooring.Web;

/// <summary>What a request gets.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">As text.</param>
internal sealed record Answer(int Status, string ContentType, string Body)
{
    private const string Json = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Something was done, or is being done.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="word">What, as one word.</param>
    public static Answer Done(HttpStatusCode status, string word) => new((int)status, Json, $"{{\"status\":\"{word}\"}}\n");

    /// <summary>It was not done, and why.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">For people, in English; never a secret.</param>
    public static Answer Error(HttpStatusCode status, string message) =>
        new((int)status, Json, $"{{\"error\":{{\"status\":{(int)status},\"message\":\"{JsonEncodedText.Encode(message)}\"}}}}\n");
}
