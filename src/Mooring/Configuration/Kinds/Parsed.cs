using Mooring.Configuration.Reading;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>A value, or what is wrong with the text.</summary>
/// <param name="Value">The value; meaningless when <paramref name="Why"/> is set.</param>
/// <param name="Why">What is wrong; null for a good value.</param>
internal readonly record struct Parsed<T>(T? Value, Complaint? Why)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Complaint why) => new(default, why);
}

/// <summary>Short ways to complain.</summary>
internal static class Complaints
{
    /// <summary><c>'abc' is not TITLE</c>, with the mend given.</summary>
    public static Complaint Not(this ExpandedText text, Text title, Text mend) => new(
        new Text($"'{text.Shown}' is not {title.English}", $"“{text.Shown}”不是{(char.IsAscii(title.Chinese[0]) ? " " : "")}{title.Chinese}"), mend);

    /// <summary><c>'abc': REASON</c>, with the mend given.</summary>
    public static Complaint Because(this ExpandedText text, Text reason, Text mend) => new(
        new Text($"'{text.Shown}': {reason.English}", $"“{text.Shown}”：{reason.Chinese}"), mend);

    /// <summary>As above where the reason repeats parts of the text: it is told only of what the file itself says.</summary>
    public static Complaint BecauseOfItself(this ExpandedText text, Text reason, Text title, Text mend) =>
        text.IsLiteral ? text.Because(reason, mend) : text.Not(title, mend);
}
