using Mooring.Core;

namespace Mooring.Doctor;

/// <summary>A finding that may tell the cause of another one, so that one cause is told once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">Whom it concerns, be it among others; null for whomever.</param>
internal sealed record Origin(string Id, string? Subject = null)
{
    /// <summary>All findings, those that follow from a fault among them as hints that point to it.</summary>
    /// <param name="findings">The findings; a cause comes before what follows from it.</param>
    public static IReadOnlyList<Finding> TellOnce(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(finding => finding.Severity > Severity.Hint && finding.Origins.Any(origin => findings.Any(origin.Is)) ? Following(finding) : finding)];

    private bool Is(Finding finding) =>
        finding.Severity == Severity.Fault && finding.Id == Id && (Subject is null || finding.Subject.Split(", ").Contains(Subject, StringComparer.Ordinal));

    private static Finding Following(Finding finding) => finding with
    {
        Severity = Severity.Hint,
        Mend = new Text("this follows from a fault that is told above", "这是由上面的故障引起的"),
    };
}
