using System.Text.Json;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>A JSON object of a client: members of the wrong type and members given twice are refused, unknown ones ignored.</summary>
internal sealed class JsonMembers
{
    private readonly JsonElement element;
    private readonly string what;

    private JsonMembers(JsonElement element, string what)
    {
        this.element = element;
        this.what = what;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.Malformed($"{what} is no JSON object");
        }

        if (element.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw ProblemException.Malformed($"{what} has '{twice.Key}' twice");
        }
    }

    /// <summary>Whether it has no member.</summary>
    public bool IsEmpty => !element.EnumerateObject().Any();

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="ProblemException">It is none.</exception>
    public static JsonMembers Parse(ReadOnlyMemory<byte> utf8, string what)
    {
        try
        {
            return new JsonMembers(Json.Parse(utf8), what);
        }
        catch (JsonException)
        {
            throw ProblemException.Malformed($"{what} is no JSON");
        }
    }

    /// <summary>Whether the member is there, be it null.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? throw ProblemException.Malformed($"{what} lacks '{name}'");

    /// <summary>A text; null when it is left out.</summary>
    public string? Text(string name) => Of(name, JsonValueKind.String)?.GetString();

    /// <summary>A truth value; false when it is left out.</summary>
    public bool Flag(string name) => element.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ProblemException.Malformed($"'{name}' of {what} must be true or false"),
    };

    /// <summary>A whole number; null when it is left out.</summary>
    public int? Whole(string name) => Of(name, JsonValueKind.Number) is not { } number ? null
        : number.TryGetInt32(out var value) ? value
        : throw ProblemException.Malformed($"'{name}' of {what} must be a whole number");

    /// <summary>An object; null when it is left out.</summary>
    public JsonMembers? Members(string name) =>
        Of(name, JsonValueKind.Object) is { } inner ? new JsonMembers(inner, $"'{name}' of {what}") : null;

    /// <summary>A list of texts; null when it is left out.</summary>
    public IReadOnlyList<string>? Texts(string name) => Of(name, JsonValueKind.Array) is not { } list ? null
        : list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : throw ProblemException.Malformed($"'{name}' of {what} must be a list of texts");

    /// <summary>A list of objects; null when it is left out.</summary>
    public IReadOnlyList<JsonMembers>? List(string name) =>
        Of(name, JsonValueKind.Array) is { } list ? [.. list.EnumerateArray().Select(item => new JsonMembers(item, $"'{name}' of {what}"))] : null;

    private JsonElement? Of(string name, JsonValueKind kind) =>
        !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == kind ? value
        : throw ProblemException.Malformed($"'{name}' of {what} must be of type {kind.ToString().ToLowerInvariant()}");
}
