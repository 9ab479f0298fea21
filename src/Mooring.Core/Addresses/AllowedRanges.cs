using System.Diagnostics.CodeAnalysis;

namespace Mooring.Core.Addresses;

/// <summary>Special-use ranges that a user may let through with <c>allow:</c>. None by default.</summary>
[Flags]
public enum AllowedRanges
{
    /// <summary>Only public addresses.</summary>
    None = 0,

    /// <summary><c>private</c>: RFC 1918.</summary>
    Private = 1,

    /// <summary><c>cgnat</c>: the shared space of carrier-grade NAT, RFC 6598; overlay networks use it too.</summary>
    Cgnat = 2,

    /// <summary><c>ula</c>: unique local IPv6 addresses, RFC 4193.</summary>
    Ula = 4,

    /// <summary><c>documentation</c>: RFC 5737, RFC 3849, RFC 9637.</summary>
    Documentation = 8,

    /// <summary><c>loopback</c>: this machine itself.</summary>
    Loopback = 16,
}

/// <summary>The words of <c>allow:</c>.</summary>
public static class AllowedRangeWords
{
    /// <summary>Every word, in the order they are documented.</summary>
    public static IReadOnlyList<string> All { get; } = ["private", "cgnat", "ula", "documentation", "loopback"];

    /// <summary>Reads one word; the error names those that exist.</summary>
    public static bool TryParse(string word, out AllowedRanges range, [NotNullWhen(false)] out Text? why)
    {
        range = word switch
        {
            "private" => AllowedRanges.Private,
            "cgnat" => AllowedRanges.Cgnat,
            "ula" => AllowedRanges.Ula,
            "documentation" => AllowedRanges.Documentation,
            "loopback" => AllowedRanges.Loopback,
            _ => AllowedRanges.None,
        };
        var known = string.Join(", ", All);
        why = range == AllowedRanges.None
            ? new Text($"'{word}' is no range that can be allowed; there are {known}", $"没有可放行的地址段“{word}”；可用：{known}")
            : null;
        return why is null;
    }
}
