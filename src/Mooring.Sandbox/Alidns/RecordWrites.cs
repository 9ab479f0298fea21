using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The actions that write records.</summary>
internal static class RecordWrites
{
    /// <summary>Longest remark in characters (assumed: the vendor publishes none).</summary>
    private const int LongestRemark = 50;

    public static JsonObject AddDomainRecord(AlidnsContext call) => Json.Of(("RecordId", Add(call, call.Zone()).Id));

    /// <summary>Adds a record with the call's parameters.</summary>
    public static ZoneRecord Add(AlidnsContext call, SandboxZone zone)
    {
        var input = RecordInput.Read(call.Parameters, zone);
        var now = call.World.Clock.Now;
        var added = input.ApplyTo(new ZoneRecord
        {
            Id = call.World.NextRecordId(SandboxProvider.Alidns),
            Name = input.Name,
            Type = input.Type,
            Value = input.Value,
            Line = input.Line,
            Created = now,
            Updated = now,
        });
        call.World.Edit(zone, current =>
        {
            RecordRules.Check(current, added);
            return current.Records.Add(added);
        });
        return added;
    }

    /// <summary>Replaces a record's content: what the client leaves out goes back to its default.</summary>
    public static JsonObject UpdateDomainRecord(AlidnsContext call)
    {
        var id = call.Parameters.RecordId();
        var input = RecordInput.Read(call.Parameters, call.Record(id).Zone);
        call.Change(id, (zone, old) =>
        {
            var wanted = input.ApplyTo(old);
            if (RecordRules.IsUnchanged(old, wanted))
            {
                throw AlidnsError.Of("DomainRecordDuplicate");
            }

            RecordRules.Check(zone, wanted);
            return wanted;
        });
        return Json.Of(("RecordId", id));
    }

    public static JsonObject UpdateDomainRecordRemark(AlidnsContext call)
    {
        var remark = call.Parameters.Text("Remark") ?? "";
        if (remark.Length > LongestRemark)
        {
            throw AlidnsError.Invalid("Remark");
        }

        call.Change(call.Parameters.RecordId(), (_, old) => old with { Remark = remark });
        return [];
    }

    public static JsonObject DeleteDomainRecord(AlidnsContext call)
    {
        var id = call.Parameters.RecordId();
        call.Change(id, (_, _) => null);
        return Json.Of(("RecordId", id));
    }

    /// <summary>Deletes every record at a name, of one type or all; locked ones stay.</summary>
    public static JsonObject DeleteSubDomainRecords(AlidnsContext call)
    {
        var zone = call.Zone();
        var rr = call.Parameters.Required("RR");
        if (!ZoneNames.TryRelative(rr, zone.Name, out var name))
        {
            throw AlidnsError.Of("SubDomainInvalid.RR");
        }

        var type = call.Parameters.Text("Type")?.ToUpperInvariant();
        var before = 0;
        var after = call.World.Edit(zone, current =>
        {
            before = current.Records.Count;
            var kept = current.Records.RemoveAll(record =>
                record.Name == name && !record.Locked && !record.System && (type is null || record.Type == type));
            return kept.Count == before ? current.Records : kept;
        });
        var deleted = before - after.Records.Count;
        return Json.Of(("RR", name), ("TotalCount", deleted.ToString(CultureInfo.InvariantCulture)));
    }

    public static JsonObject SetDomainRecordStatus(AlidnsContext call)
    {
        var id = call.Parameters.RecordId();
        var enabled = call.Parameters.Status() ?? throw AlidnsError.Missing("Status");
        call.Change(id, (_, old) => old with { Enabled = enabled });
        return Json.Of(("RecordId", id), ("Status", enabled ? "Enable" : "Disable"));
    }
}
