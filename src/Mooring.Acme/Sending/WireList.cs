namespace Mooring.Acme;

/// <summary>Lists of an answer: the reader looks that a member is not null, but not at what is in it.</summary>
internal static class WireList
{
    /// <summary>The entries; none where the member is left out.</summary>
    /// <exception cref="FormatException">An entry is null.</exception>
    public static T[] Whole<T>(this T[]? entries, string member)
        where T : class =>
        entries is null ? []
        : Array.TrueForAll(entries, entry => entry is not null) ? entries
        : throw new FormatException($"an entry of {member} is null");
}
