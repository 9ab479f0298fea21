namespace Mooring.Core.Planning;

/// <summary>What to do where somebody else changed or deleted a record of ours that was right.</summary>
public enum DriftPolicy
{
    /// <summary>It is set again, and told. The default.</summary>
    Restore,

    /// <summary>It is left as it is, and told.</summary>
    Report,
}
