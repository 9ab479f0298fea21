namespace Mooring.Doctor;

/// <summary>The ids of all findings: programs know them, so none ever changes its meaning. Each stands in the tables of docs/doctor.md.</summary>
internal static class FindingIds
{
    /// <summary>An examination that did not end in time.</summary>
    public const string DoctorTime = "doctor.time";
}
