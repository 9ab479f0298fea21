using System.Diagnostics.CodeAnalysis;

namespace Mooring.Core.Addresses;

/// <summary>The setting <c>select</c>: which IPv6 address of an interface is meant.</summary>
public enum AddressKind
{
    /// <summary>One that stays while the prefix stays. The default.</summary>
    Stable,

    /// <summary>The current temporary privacy address.</summary>
    Temporary,

    /// <summary>A stable one, else a temporary one.</summary>
    Any,
}

/// <summary>The words of <c>select:</c>.</summary>
public static class AddressKindWords
{
    /// <summary>Every word, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = ["stable", "temporary", "any"];

    /// <summary>Reads one word; the error names those that exist.</summary>
    public static bool TryParse(string word, out AddressKind kind, [NotNullWhen(false)] out Text? why)
    {
        var index = All.ToList().IndexOf(word);
        kind = index < 0 ? AddressKind.Stable : (AddressKind)index;
        var known = string.Join(", ", All);
        why = index < 0 ? new Text($"'{word}' is none of {known}", $"“{word}”不在可选值之内：{known}") : null;
        return why is null;
    }
}
