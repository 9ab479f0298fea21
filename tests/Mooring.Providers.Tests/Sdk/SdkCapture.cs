using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mooring.Providers.Tests.Sdk;

/// <summary>What the vendors' SDKs send for a set of calls, and what they declare; captured once for all tests of a class.</summary>
public sealed class SdkCapture
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Lazy<Task<Document>> _captured = new(async () =>
        JsonSerializer.Deserialize<Document>(await VendorSdks.RunAsync("capture.mjs"), Web)!);

    internal async Task<CapturedCall> CallAsync(string name) =>
        Assert.Single((await _captured.Value).Calls, call => call.Name == name);

    /// <summary>The parameters of an action as the SDK declares them.</summary>
    internal async Task<IReadOnlyDictionary<string, DeclaredParameter>> DeclaredAsync(string action) =>
        (await _captured.Value).Declared[action];

    internal sealed record Document(IReadOnlyList<CapturedCall> Calls, Dictionary<string, Dictionary<string, DeclaredParameter>> Declared);

    internal sealed record DeclaredParameter(string Type, bool Optional);

    internal sealed record CapturedCall(string Name, string Action, string Method, string Target, IReadOnlyList<IReadOnlyList<string>> Headers, string Body)
    {
        /// <summary>The decoded parameters of the query.</summary>
        public IReadOnlyDictionary<string, string> Query => Target.Split('?', 2)[^1]
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

        public JsonNode Json => JsonNode.Parse(Body)!;

        public string Header(string name) => Assert.Single(Headers, header => header[0].Equals(name, StringComparison.OrdinalIgnoreCase))[1];
    }
}
