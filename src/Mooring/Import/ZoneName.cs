using Mooring.Configuration.Yaml;
using Mooring.Core.Names;

namespace Mooring.Import;

/// <summary>A zone that was written as a part of a name.</summary>
internal static class ZoneName
{
    /// <summary>The zone; null where it is wrong, since the whole name is wrong then, too: one mistake, one error.</summary>
    public static ScalarNode? Of(Node at, string zone) => DomainName.TryParse(zone, out _, out _) ? Leaf.Literal(at, zone) : null;
}
