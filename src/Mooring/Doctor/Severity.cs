namespace Mooring.Doctor;

/// <summary>How bad a finding is, from best to worst.</summary>
internal enum Severity
{
    /// <summary>Looked at and good.</summary>
    Ok,

    /// <summary>Worth knowing; nothing suffers by it.</summary>
    Hint,

    /// <summary>Works now, but not for long or not everywhere.</summary>
    Warning,

    /// <summary>Something that is wanted does not work.</summary>
    Fault,
}
