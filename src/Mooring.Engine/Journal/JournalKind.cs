namespace Mooring.Engine.Journal;

/// <summary>The kinds of lines; users' programs read these words.</summary>
public static class JournalKind
{
    /// <summary>A record was added, changed or removed.</summary>
    public const string Write = "write";

    /// <summary>A write, or a set, failed.</summary>
    public const string Failure = "failure";

    /// <summary>A source tells another address, or none any more.</summary>
    public const string Address = "address";

    /// <summary>A round had something to write; counts of what it planned.</summary>
    public const string Plan = "plan";

    /// <summary>A round began for another reason than that it was due.</summary>
    public const string Trigger = "trigger";

    /// <summary>A certificate was issued, deployed or revoked, or could not be.</summary>
    public const string Certificate = "certificate";

    /// <summary>A provider's clock is off by another minute or more.</summary>
    public const string Offset = "offset";
}
