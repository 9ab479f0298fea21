using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Engine.Sources;

namespace Mooring.Daemon;

/// <summary>Tells once that the address of a source changes to and fro, with the mend, and once that it is steady again.</summary>
/// <param name="log">Where to tell.</param>
internal sealed class SteadyLog(SpokenLog log)
{
    private readonly HashSet<string> unsteady = new(StringComparer.Ordinal);

    /// <summary>The sources that were told of and are not steady yet.</summary>
    public IReadOnlySet<string> Unsteady => unsteady;

    /// <summary>Logs what the sources of a round answered; one that could not tell is no news.</summary>
    public void Write(IEnumerable<NamedAnswer> answers)
    {
        foreach (var (source, _, answer) in answers)
        {
            if (answer.Unsteady is { } why)
            {
                if (unsteady.Add(source))
                {
                    log.Say(LogLevel.Warning, new Text($"{source}: {why.English}", $"{source}：{why.Chinese}"));
                }
            }
            else if (answer.Value is { } value && unsteady.Remove(source))
            {
                log.Say(LogLevel.Information, new Text($"{source}: the address is steady again: {value}", $"{source}：地址已恢复稳定：{value}"));
            }
        }
    }
}
