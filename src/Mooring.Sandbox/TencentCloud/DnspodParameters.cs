using System.Globalization;
using System.Text.Json;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>An action's parameters, checked for names and JSON types.</summary>
internal sealed class DnspodParameters
{
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);

    private DnspodParameters()
    {
    }

    /// <summary>Reads a request's parameters.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="known">The action's parameters.</param>
    /// <exception cref="TencentError">One is unknown, missing or of the wrong type.</exception>
    public DnspodParameters(JsonElement body, IReadOnlyList<DnspodParameter> known)
    {
        foreach (var member in body.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            var parameter = known.FirstOrDefault(parameter => parameter.Name == member.Name) ?? throw TencentError.Unknown(member.Name);
            CheckType(parameter, member.Value);
            values[member.Name] = member.Value;
        }

        if (known.FirstOrDefault(parameter => parameter.Required && !values.ContainsKey(parameter.Name)) is { } missing)
        {
            throw TencentError.Missing(missing.Name);
        }
    }

    /// <summary>No parameters at all.</summary>
    public static DnspodParameters None { get; } = new();

    /// <summary>A text; null when it was left out.</summary>
    public string? Text(string name) => values.TryGetValue(name, out var value) ? value.GetString() : null;

    /// <summary>A text that is not empty; null when it was left out or is.</summary>
    public string? Word(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number; null when it was left out.</summary>
    public long? Number(string name) => values.TryGetValue(name, out var value) ? value.GetInt64() : null;

    /// <summary>A yes or no; null when it was left out.</summary>
    public bool? Flag(string name) => values.TryGetValue(name, out var value) ? value.GetBoolean() : null;

    /// <summary>A list of texts; empty when it was left out.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.GetString()!)];

    /// <summary>A list of whole numbers as texts; empty when it was left out.</summary>
    public IReadOnlyList<string> Ids(string name) => [.. Items(name).Select(item => item.GetInt64().ToString(CultureInfo.InvariantCulture))];

    /// <summary>A list of objects; empty when it was left out.</summary>
    public IReadOnlyList<JsonElement> Objects(string name) => [.. Items(name)];

    private IEnumerable<JsonElement> Items(string name) => values.TryGetValue(name, out var value) ? value.EnumerateArray() : [];

    private static void CheckType(DnspodParameter parameter, JsonElement value)
    {
        var (fits, word) = parameter.Type switch
        {
            DnspodType.String => (value.ValueKind == JsonValueKind.String, "string"),
            DnspodType.Integer => (IsInteger(value), "integer"),
            DnspodType.Boolean => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "boolean"),
            DnspodType.StringList => (IsListOf(value, item => item.ValueKind == JsonValueKind.String), "array of string"),
            DnspodType.IntegerList => (IsListOf(value, IsInteger), "array of integer"),
            _ => (IsListOf(value, item => item.ValueKind == JsonValueKind.Object), "array of object"),
        };
        if (!fits)
        {
            throw TencentError.WrongType(parameter.Name, word);
        }
    }

    private static bool IsInteger(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _);

    private static bool IsListOf(JsonElement value, Func<JsonElement, bool> fits) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(fits);
}
