using Mooring.Core;

namespace Mooring.Engine.Deploy;

/// <summary>How a deployment went, step by step; after one that failed, the rest was left.</summary>
/// <param name="Steps">Every step that was tried, in order.</param>
public sealed record DeployReport(IReadOnlyList<StepOutcome> Steps)
{
    /// <summary>Whether every step was done.</summary>
    public bool Succeeded => Steps.All(step => step.Error is null);

    /// <summary>Why it failed; null when it did not.</summary>
    public Text? Error => Steps.Select(step => step.Error).OfType<Text>().FirstOrDefault();

    /// <summary>Whether it failed for want of rights, so that root could do it.</summary>
    public bool NeedsRights => Steps.Any(step => step.NeedsRights);
}

/// <summary>How one step went.</summary>
/// <param name="Step">What was to be done.</param>
/// <param name="What">The same for people: which files, which program.</param>
/// <param name="Error">What went wrong and what to do; null when it was done.</param>
public sealed record StepOutcome(DeployStep Step, Text What, Text? Error)
{
    /// <summary>Whether it failed because this user may not.</summary>
    public bool NeedsRights { get; init; }

    /// <summary>The files written, absolute.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the program printed, its complaints last; empty for files.</summary>
    public string Output { get; init; } = "";
}

/// <summary>A step of a deployment cannot be done.</summary>
/// <param name="text">What went wrong and what to do.</param>
/// <param name="needsRights">Whether this user may not, and root could.</param>
/// <param name="inner">The cause.</param>
internal sealed class DeployException(Text text, bool needsRights = false, Exception? inner = null) : Exception(text.English, inner)
{
    /// <summary>The message in both languages.</summary>
    public Text Text => text;

    /// <summary>Whether this user may not, and root could.</summary>
    public bool NeedsRights => needsRights;
}
