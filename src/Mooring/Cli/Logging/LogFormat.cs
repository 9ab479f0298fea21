namespace Mooring.Cli.Logging;

/// <summary>The form of what goes to standard error.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs that collect logs.</summary>
    Json,
}
