using System.Diagnostics.CodeAnalysis;

namespace Mooring.Core.Names;

/// <summary>Between names as people type them and A-labels.</summary>
internal static class LabelMapping
{
    /// <summary>Maps to A-labels in lower case and drops one final dot.</summary>
    public static bool TryMap(string text, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out Text? why)
    {
        ascii = null;
        why = null;
        if (text.Any(c => !char.IsAscii(c)))
        {
            why = new Text("international names are not mapped", "未映射国际化域名");
            return false;
        }

        if (text.Length == 0)
        {
            why = new Text("the name is empty", "域名为空");
            return false;
        }

        ascii = text.ToLowerInvariant();
        ascii = ascii.EndsWith('.') ? ascii[..^1] : ascii;
        return true;
    }

    /// <summary>The labels in Unicode, where they are A-labels.</summary>
    public static string ToUnicode(string ascii) => ascii;
}
