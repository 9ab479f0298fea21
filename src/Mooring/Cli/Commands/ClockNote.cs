using Mooring.Rounds;

namespace Mooring.Cli.Commands;

/// <summary>The line on standard error about a clock that is off, for verbs that asked a provider and have no round to tell of.</summary>
internal static class ClockNote
{
    /// <summary>Shows it where an offset reaches the limit.</summary>
    public static void Show(CommandContext context, IReadOnlyDictionary<string, TimeSpan?> offsets, TimeSpan limit)
    {
        if (ClockWarning.Of(offsets, limit) is { } warning)
        {
            context.Warn(warning);
        }
    }
}
