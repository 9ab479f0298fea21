using System.Globalization;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>Turns parameters of a query or form, which are all text, into the JSON that a POST would carry.</summary>
internal static class FlatParameters
{
    /// <summary>Makes an object; lists come as <c>Name.0</c>, lists of objects as <c>Name.0.Field</c>.</summary>
    /// <remarks>What cannot be converted stays text, and is refused for its type afterwards.</remarks>
    public static JsonObject ToJson(IEnumerable<KeyValuePair<string, string>> flat, IReadOnlyList<DnspodParameter> known)
    {
        var made = new JsonObject();
        foreach (var (key, value) in flat.OrderBy(parameter => parameter.Key, NumbersAsNumbers))
        {
            var parts = key.Split('.');
            var type = known.FirstOrDefault(parameter => parameter.Name == parts[0])?.Type ?? DnspodType.String;
            if (parts.Length == 1)
            {
                made[key] = One(value, type);
            }
            else
            {
                AddItem(made, parts, value, type);
            }
        }

        return made;
    }

    private static readonly Comparer<string> NumbersAsNumbers = Comparer<string>.Create((one, other) =>
        one.Split('.').Zip(other.Split('.'))
            .Select(pair => Index(pair.First) is { } first && Index(pair.Second) is { } second
                ? first.CompareTo(second)
                : string.CompareOrdinal(pair.First, pair.Second))
            .FirstOrDefault(order => order != 0));

    private static int? Index(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static void AddItem(JsonObject made, string[] parts, string value, DnspodType type)
    {
        if (made[parts[0]] is not JsonArray list)
        {
            made[parts[0]] = list = [];
        }

        if (parts.Length == 2)
        {
            list.Add(One(value, type == DnspodType.IntegerList ? DnspodType.Integer : DnspodType.String));
            return;
        }

        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Count)
        {
            list.Add((JsonNode)new JsonObject());
        }

        if (list[^1] is JsonObject item)
        {
            item[parts[2]] = value;
        }
    }

    private static JsonNode One(string value, DnspodType type) => type switch
    {
        DnspodType.Integer when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        DnspodType.Boolean when bool.TryParse(value, out var flag) => flag,
        _ => value,
    };
}
