using System.Collections.Immutable;
using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers.Replies;

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

    /// <summary>The TTL within what DNS knows (RFC 2181 §8); the usual one where none is listed.</summary>
    public static Ttl Ttl(long? listed) => listed is { } seconds ? new Ttl((int)Math.Clamp(seconds, 0, int.MaxValue)) : Core.Records.Ttl.Default;

    /// <summary>The name servers of a zone, as far as they are names.</summary>
    public static ImmutableArray<DomainName> NameServers(IEnumerable<string?>? listed) =>
        [.. (listed ?? []).Select(server => DomainName.TryParse(server, out var name) ? name : null).OfType<DomainName>()];

    /// <summary>The same from JSON of any shape.</summary>
    public static ImmutableArray<DomainName> NameServers(JsonElement? listed) => listed is { ValueKind: JsonValueKind.Array } all
        ? NameServers(all.EnumerateArray().Select(TextOrNothing.Of))
        : [];

    /// <summary>A listing as this program knows it; records whose owner is no name are told apart, none is dropped.</summary>
    /// <param name="listed">The records as listed.</param>
    /// <param name="read">The record; null when its owner is no name.</param>
    /// <param name="show">The same, for people.</param>
    public static RecordListing Listing<T>(IReadOnlyList<T> listed, Func<T, HostedRecord?> read, Func<T, UnnamedRecord> show)
    {
        var records = listed.Select(wire => (Wire: wire, Record: read(wire))).ToArray();
        return new RecordListing(
            [.. records.Select(one => one.Record).OfType<HostedRecord>()],
            [.. records.Where(one => one.Record is null).Select(one => show(one.Wire))]);
    }

    /// <summary>
    /// The owner name, or null when it is none. Such a record is told of and left alone: no name that can be asked for equals it, so it can
    /// neither be wanted nor stand in the way.
    /// </summary>
    public static DomainName? Owner(string relative, DomainName zone) =>
        DomainName.TryJoin(relative, zone, out var owner) ? owner : null;
}
