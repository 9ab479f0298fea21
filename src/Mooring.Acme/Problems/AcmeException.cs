using Mooring.Core;

namespace Mooring.Acme;

/// <summary>The CA refused, was not reached, or answered what is no ACME.</summary>
/// <param name="text">What was being done, with whom, what came back, and what to do; never a secret.</param>
/// <param name="problem">What the CA said.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class AcmeException(Text text, AcmeProblem? problem = null, Exception? inner = null) : Exception(text.English, inner)
{
    /// <summary>The message in both languages.</summary>
    public Text Text { get; } = text;

    /// <summary>What the CA said; null where no problem document came: not reached, not understood, refused here before asking.</summary>
    public AcmeProblem? Problem => problem;

    /// <summary>How long the CA asks to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same may succeed later without anybody changing anything.</summary>
    public bool IsPassing { get; init; } = problem?.IsPassing ?? false;

    /// <summary>Whether the CA may have done what was asked all the same.</summary>
    public bool OutcomeUnknown { get; init; }
}
