using Mooring.Core;

namespace Mooring.Telling;

/// <summary>A verb cannot go on; the frame shows the sentence and ends with the code.</summary>
/// <param name="text">What was being done, to what, what came back, and what to do next; never a secret.</param>
/// <param name="exitCode">See <see cref="ExitCode"/>; 1 unless said otherwise.</param>
/// <param name="inner">The cause, shown with <c>--log-level debug</c>.</param>
internal sealed class CommandException(Text text, int exitCode = ExitCode.Partial, Exception? inner = null)
    : Exception(text.English, inner)
{
    /// <summary>The sentence in both languages.</summary>
    public Text Text => text;

    /// <summary>The process's exit code.</summary>
    public int ExitCode => exitCode;
}
