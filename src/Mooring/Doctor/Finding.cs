using Mooring.Core;

namespace Mooring.Doctor;

/// <summary>One thing that was looked at, what was seen, and what to do about it.</summary>
/// <param name="Id">What was looked at, in dotted words that stay the same from version to version: <c>clock.rtc</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">Whom it concerns: an account, a zone, an interface, a file. A name, so programs read the same in every language.</param>
/// <param name="Message">What was seen; never a secret.</param>
/// <param name="Mend">What to do, with the very command or setting; null where nothing is to be done.</param>
internal sealed record Finding(string Id, Severity Severity, string Subject, Text Message, Text? Mend = null)
{
    /// <summary>The subject for people: most are names; a word of ours is said in their language.</summary>
    public Text Title => SubjectTitles.Of(Id, Subject);

    /// <summary>The findings that tell the same cause where they are faults; then this one is a hint. Default none.</summary>
    public IReadOnlyList<Origin> Origins { get; init; } = [];

    /// <summary>Whether a line that was to go beside the findings says the same: message and mend.</summary>
    public bool Says(Text line) => Mend is not null && line.Chinese == $"{Message.Chinese}：{Mend.Chinese}";

    /// <summary>A good finding.</summary>
    public static Finding Ok(string id, string subject, Text message) => new(id, Severity.Ok, subject, message);
}
