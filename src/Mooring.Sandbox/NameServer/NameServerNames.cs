using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>The name servers that the clouds name in their zones.</summary>
internal static class NameServerNames
{
    /// <summary>The servers of a zone, ns1 first.</summary>
    public static IEnumerable<DomainName> Of(ZoneVersion version) => version.Records
        .Where(record => record.System && record.Type == "NS")
        .Select(record => DomainName.Parse(record.Value));
}
