using Mooring.Core;

namespace Mooring.Configuration.Yaml;

/// <summary>The text is no YAML that this program takes; nothing after this place can be read.</summary>
internal sealed class YamlFault(long line, long column, Place place, Text message, Text mend) : Exception(message.English)
{
    /// <summary>The problem, without its file.</summary>
    public Problem Problem => new(message, mend) { Line = (int)Math.Max(1, line), Column = (int)Math.Max(1, column), Key = place.ToString() is { Length: > 0 } path ? path : null };
}
