using System.Text.Json;

namespace Mooring.Sandbox.Control;

/// <summary>A JSON object of the control API, read strictly: a key it does not know is an error.</summary>
internal sealed class ControlObject
{
    private readonly JsonElement element;

    /// <summary>Takes an object that may hold these keys and no other.</summary>
    /// <exception cref="ControlError">It is no object, or holds another key.</exception>
    public ControlObject(JsonElement element, params string[] keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw ControlError.Bad("a JSON object is expected", "应为 JSON 对象");
        }

        this.element = element;
        foreach (var member in element.EnumerateObject().Where(member => !keys.Contains(member.Name, StringComparer.Ordinal)))
        {
            throw ControlError.Bad(
                $"unknown key '{member.Name}'; known are {string.Join(", ", keys)}",
                $"未知的键“{member.Name}”；可用的键有 {string.Join("、", keys)}");
        }
    }

    /// <summary>Whether the key is there, be it null.</summary>
    public bool Has(string key) => element.TryGetProperty(key, out _);

    /// <summary>A key's value; null when it is left out or null.</summary>
    public JsonElement? Value(string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text; null when it is left out or null.</summary>
    /// <exception cref="ControlError">It is no text.</exception>
    public string? Text(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw ControlError.BadValue(key, "a text", "文本"),
    };

    /// <summary>A text that must be there.</summary>
    /// <exception cref="ControlError">It is missing or no text.</exception>
    public string RequiredText(string key) => Text(key) ?? throw ControlError.BadValue(key, "given", "必填项");

    /// <summary>One of some words; null when it is left out or null.</summary>
    /// <exception cref="ControlError">It is another word.</exception>
    public string? Word(string key, params string[] words) =>
        Text(key) is not { } word ? null
        : words.Contains(word, StringComparer.Ordinal) ? word
        : throw ControlError.BadValue(key, $"one of {string.Join(", ", words)}", $"以下之一：{string.Join("、", words)}");

    /// <summary>A whole number in a range; null when it is left out or null.</summary>
    /// <exception cref="ControlError">It is no such number.</exception>
    public int? Whole(string key, int min, int max) =>
        Value(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max ? number
        : throw ControlError.BadValue(key, $"a whole number from {min} to {max}", $"{min} 到 {max} 的整数");

    /// <summary>A number in a range, fractions too; null when it is left out or null.</summary>
    /// <exception cref="ControlError">It is no such number.</exception>
    public double? Number(string key, double min, double max) =>
        Value(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max ? number
        : throw ControlError.BadValue(key, FormattableString.Invariant($"a number from {min} to {max}"), FormattableString.Invariant($"{min} 到 {max} 的数字"));

    /// <summary>A span given in seconds; null when it is left out or null.</summary>
    /// <exception cref="ControlError">It is no number from 0 to a day.</exception>
    public TimeSpan? Seconds(string key) => Number(key, 0, 86400) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
