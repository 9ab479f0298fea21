using System.Text;

namespace Mooring.Core.Records.Values;

/// <summary>Character strings in quotes, as zone files write them (RFC 1035 §5.1).</summary>
internal static class QuotedStrings
{
    /// <summary>
    /// Joins <c>"one" "two"</c> to <c>onetwo</c>, with <c>\"</c> and <c>\\</c> resolved; null when malformed. Decimal escapes
    /// (<c>\DDD</c>) are octets, not characters, and neither cloud takes them: malformed.
    /// </summary>
    public static string? TryJoin(string text)
    {
        var joined = new StringBuilder(text.Length);
        var inside = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    inside = !inside;
                    break;
                case ' ' when !inside:
                    break;
                case '\\' when inside && i + 1 < text.Length && !char.IsAsciiDigit(text[i + 1]):
                    joined.Append(text[++i]);
                    break;
                case not '\\' when inside:
                    joined.Append(text[i]);
                    break;
                default:
                    return null;
            }
        }

        return inside ? null : joined.ToString();
    }
}
