using Mooring.Core;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>A certificate could not be had, for a reason that lies with neither the authority's words nor a provider's.</summary>
/// <param name="text">What, why, and what to do; never a secret.</param>
public sealed class IssuanceException(Text text) : Exception(text.English)
{
    /// <summary>The message in both languages.</summary>
    public Text Text => text;

    /// <summary>Whether another authority may serve; false where the names themselves cannot be proven.</summary>
    public bool IsOfAuthority { get; init; }

    /// <summary>Whether nothing failed but that a person has not yet done what the text says.</summary>
    public bool NeedsHands { get; init; }
}
