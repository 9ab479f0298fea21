using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>One checked call: who asks, with what, of which world.</summary>
internal sealed record AlidnsContext(SandboxWorld World, SandboxAccount Account, string Action, AlidnsParameters Parameters, AlidnsMemory Memory)
{
    /// <summary>The account's zones, newest first.</summary>
    public IEnumerable<SandboxZone> Zones =>
        World.Zones.Where(zone => zone.Provider == SandboxProvider.Alidns && zone.Account == Account.Owner).Reverse();

    /// <summary>The page of a list that the client asks for, empty past the end, with the counts beside it.</summary>
    /// <param name="items">The whole list.</param>
    /// <param name="max">The longest page the vendor allows.</param>
    /// <param name="list">The name of the list.</param>
    /// <param name="item">The name of its items, below which they stand.</param>
    /// <param name="show">Shows one of them.</param>
    public JsonObject Page<T>(IReadOnlyList<T> items, int max, string list, string item, Func<T, JsonNode> show)
    {
        var number = Parameters.Number("PageNumber", 1, 1, int.MaxValue);
        var size = Math.Min(Parameters.Number("PageSize", 20, 1, max), World.Limits.PageSize ?? max);
        var first = (long)(number - 1) * size;
        var page = first < items.Count ? items.Skip((int)first).Take(size) : [];
        return Json.Of(
            ("TotalCount", items.Count),
            ("PageNumber", number),
            ("PageSize", size),
            (list, Json.Of((item, Json.List(page.Select(show))))));
    }

    /// <summary>The zone that a parameter names.</summary>
    /// <exception cref="AlidnsError">There is none, or it is another's.</exception>
    public SandboxZone Zone(string parameter = "DomainName") => Zone(Apex(Parameters.Required(parameter)));

    /// <summary>The zone of that apex.</summary>
    /// <exception cref="AlidnsError">There is none, or it is another's.</exception>
    public SandboxZone Zone(DomainName apex)
    {
        var zone = World.FindZone(apex) is { Provider: SandboxProvider.Alidns } found ? found : throw AlidnsError.Of("InvalidDomainName.NoExist");
        return zone.Account == Account.Owner ? zone : throw AlidnsError.Of("IncorrectDomainUser");
    }

    /// <summary>A zone's name as a client writes it.</summary>
    /// <exception cref="AlidnsError">It is none.</exception>
    public static DomainName Apex(string text) =>
        DomainName.TryParse(text, out var apex) && apex.Labels.Length > 1 && !apex.IsWildcard
            ? apex
            : throw AlidnsError.Of("InvalidDomainName.Format");

    /// <summary>The record of that id with its zone.</summary>
    /// <exception cref="AlidnsError">The account has none.</exception>
    public (SandboxZone Zone, ZoneRecord Record) Record(string id)
    {
        foreach (var zone in Zones)
        {
            if (zone.Records.Find(record => record.Id == id && !record.System) is { } record)
            {
                return (zone, record);
            }
        }

        throw AlidnsError.Of("DomainRecordNotBelongToUser");
    }

    /// <summary>Changes one record, unless it is locked; another value than null replaces it, null deletes it.</summary>
    public void Change(string id, Func<SandboxZone, ZoneRecord, ZoneRecord?> change)
    {
        var zone = Record(id).Zone;
        World.Edit(zone, current =>
        {
            var old = current.Records.Find(record => record.Id == id) ?? throw AlidnsError.Of("DomainRecordNotBelongToUser");
            if (old.Locked)
            {
                throw AlidnsError.Of("DomainRecordLocked");
            }

            return change(current, old) is { } changed
                ? current.Records.Replace(old, changed with { Updated = World.Clock.Now })
                : current.Records.Remove(old);
        });
    }

    /// <summary>The records of a zone that clients see: without the vendor's own name servers.</summary>
    public static ImmutableList<ZoneRecord> Visible(SandboxZone zone) => zone.Records.RemoveAll(record => record.System);

    /// <summary>A point in time in milliseconds, as replies count.</summary>
    public static long Stamp(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>A point in time to the minute.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
