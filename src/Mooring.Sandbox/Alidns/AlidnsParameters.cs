using System.Globalization;

namespace Mooring.Sandbox.Alidns;

/// <summary>An action's parameters, read as the action needs them.</summary>
internal sealed class AlidnsParameters(IReadOnlyDictionary<string, string> values)
{
    /// <summary>A parameter's text; null when it was left out or empty.</summary>
    public string? Text(string name) => values.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>A parameter that must be there.</summary>
    /// <exception cref="AlidnsError">It is missing.</exception>
    public string Required(string name) => Text(name) ?? throw AlidnsError.Missing(name);

    /// <summary>A whole number in a range, or its default.</summary>
    /// <exception cref="AlidnsError">It is no such number.</exception>
    public int Number(string name, int fallback, int min, int max) =>
        Text(name) is not { } text ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw AlidnsError.Invalid(name);

    /// <summary>A yes or no, or its default.</summary>
    /// <exception cref="AlidnsError">It is neither.</exception>
    public bool Flag(string name, bool fallback) =>
        Text(name) is not { } text ? fallback
        : bool.TryParse(text, out var flag) ? flag
        : throw AlidnsError.Invalid(name);

    /// <summary>A record's id.</summary>
    /// <exception cref="AlidnsError">It is missing or no number.</exception>
    public string RecordId() => Required("RecordId") is var id && id.All(char.IsAsciiDigit) ? id : throw AlidnsError.Invalid("RecordId");

    /// <summary><c>Enable</c> or <c>Disable</c> in any case as true or false; null when it was left out.</summary>
    /// <exception cref="AlidnsError">It is another word.</exception>
    public bool? Status() => Text("Status")?.ToUpperInvariant() switch
    {
        null => null,
        "ENABLE" => true,
        "DISABLE" => false,
        _ => throw AlidnsError.Invalid("Status"),
    };
}
