using Mooring.Core;

namespace Mooring.Sandbox.Control;

/// <summary>Why the control API refuses a request.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="text">What is wrong, for the person who wrote the request.</param>
internal sealed class ControlError(int status, Text text) : Exception(text.English)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>What is wrong.</summary>
    public Text Text => text;

    /// <summary>The body is not what this address takes.</summary>
    public static ControlError Bad(string english, string chinese) => new(400, new Text(english, chinese));

    /// <summary>A value of the body is not what its key takes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What it takes, in English.</param>
    /// <param name="chinese">The same in Chinese.</param>
    public static ControlError BadValue(string key, string expected, string chinese) =>
        Bad($"'{key}' must be {expected}", $"“{key}”必须是{chinese}");
}
