using System.Diagnostics.CodeAnalysis;
using Mooring.Core.Names;

namespace Mooring.Sandbox.World;

/// <summary>Owner names relative to a zone, as both clouds write them.</summary>
public static class ZoneNames
{
    /// <summary>The stored form (A-labels, lower case, <c>@</c> at the apex) of what a client wrote.</summary>
    public static bool TryRelative(string? written, DomainName zone, [NotNullWhen(true)] out string? relative)
    {
        relative = DomainName.TryJoin(written ?? "@", zone, out var owner) ? owner.RelativeTo(zone) : null;
        return relative is not null;
    }

    /// <summary>The absolute owner name of a stored record.</summary>
    public static DomainName Owner(this ZoneRecord record, DomainName zone) =>
        DomainName.TryJoin(record.Name, zone, out var owner)
            ? owner
            : throw new InvalidOperationException($"{record.Name} is no name in {zone}");
}
