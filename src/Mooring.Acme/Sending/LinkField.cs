namespace Mooring.Acme;

/// <summary>One link of a <c>Link</c> field (RFC 8288 §3).</summary>
/// <param name="Target">The target as written, perhaps relative.</param>
/// <param name="Relations">Its relation types; none where it names none.</param>
internal sealed record LinkField(string Target, IReadOnlyList<string> Relations)
{
    /// <summary>The links of one field, which may hold several, parted by commas; what is no link is skipped.</summary>
    public static IEnumerable<LinkField> Read(string field)
    {
        foreach (var part in Split(field, ','))
        {
            var end = part.IndexOf('>', StringComparison.Ordinal);
            if (part.StartsWith('<') && end > 0)
            {
                yield return new(part[1..end], [.. Split(part[(end + 1)..], ';').SelectMany(Relation)]);
            }
        }
    }

    private static IEnumerable<string> Relation(string parameter)
    {
        var pair = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
        return pair.Length == 2 && pair[0].Equals("rel", StringComparison.OrdinalIgnoreCase)
            ? pair[1].Trim('"').Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [];
    }

    /// <summary>Parts by a mark, but not within a target or a quoted text.</summary>
    private static IEnumerable<string> Split(string text, char mark)
    {
        var start = 0;
        var closing = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (closing != '\0')
            {
                closing = c == closing ? '\0' : closing;
            }
            else if (c == mark)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
            else
            {
                closing = c switch { '<' => '>', '"' => '"', _ => '\0' };
            }
        }

        yield return text[start..].Trim();
    }
}
