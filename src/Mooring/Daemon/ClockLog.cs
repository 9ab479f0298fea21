using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Rounds;

namespace Mooring.Daemon;

/// <summary>Tells once that the clock is off, again when that changes much, and once that it is right again.</summary>
/// <remarks>Two measurements of one clock differ by a second or so, and a bad quartz by some seconds a day: neither is news.</remarks>
/// <param name="log">Where to tell.</param>
internal sealed class ClockLog(SpokenLog log)
{
    private static readonly TimeSpan News = TimeSpan.FromMinutes(1);
    private TimeSpan? told;

    /// <summary>Logs what a round has measured; nothing measured is no news.</summary>
    /// <param name="offsets">By provider, the provider's clock minus this machine's.</param>
    /// <param name="warning">What to tell of them; null while the clock is good enough.</param>
    public void Write(IReadOnlyDictionary<string, TimeSpan?> offsets, Text? warning)
    {
        if (ClockWarning.Largest(offsets) is not { } offset)
        {
            return;
        }

        if (warning is null)
        {
            if (told is not null)
            {
                log.Say(LogLevel.Information, new Text("this machine's clock is right again", "本机时钟已恢复正常"));
            }

            told = null;
        }
        else if (told is not { } before || (offset - before).Duration() >= News)
        {
            log.Say(LogLevel.Warning, warning);
            told = offset;
        }
    }
}
