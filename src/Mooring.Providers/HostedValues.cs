using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers;

/// <summary>Brings names and values as a host lists them into canonical form.</summary>
internal static class HostedValues
{
    /// <summary>
    /// The value in canonical form. One that is none of its type (a host may hold what DNS does not allow, or types this program
    /// does not know) stays as it is listed: it is shown, it equals no desired value, and it never breaks a listing.
    /// </summary>
    /// <param name="type">The record's type.</param>
    /// <param name="listed">The value as listed.</param>
    /// <param name="priority">The priority as listed; used for MX only, because the hosts list a zero for every type.</param>
    public static RecordValue Value(RecordType type, string listed, int? priority)
    {
        var own = type == RecordType.Mx ? priority : null;
        return RecordValueParser.TryParse(type, listed, own, out var value, out _) ? value : new RecordValue(listed, own);
    }

    /// <summary>
    /// The owner name, or null when it is none. Such a record counts as listed but is left out of the result: no name that can be
    /// asked for equals it, so it can neither be wanted nor stand in the way.
    /// </summary>
    public static DomainName? Owner(string relative, DomainName zone) =>
        DomainName.TryJoin(relative, zone, out var owner) ? owner : null;
}
