using Mooring.Core;

namespace Mooring.Sandbox;

/// <summary>The sandbox cannot start as it was asked to.</summary>
/// <param name="text">What was being done, what is in the way, and what to do.</param>
/// <param name="inner">The cause, where there is one.</param>
public class SandboxException(Text text, Exception? inner = null) : Exception(text.English, inner)
{
    /// <summary>The message in both languages.</summary>
    public Text Text => text;
}
