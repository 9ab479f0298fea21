using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The bulk actions; a job is done when its call returns, and its outcome can be read afterwards.</summary>
internal static class DnspodBatchActions
{
    private const int MostRecords = 5000;

    public static JsonObject CreateRecordBatch(DnspodContext call)
    {
        var zones = call.Parameters.Texts("DomainIdList").Select(call.ZoneOf).ToList();
        var written = call.Parameters.Objects("RecordList").Select(Written).ToList();
        return Finish(call, "RECORD_ADD", [.. zones.Select(zone => (zone, written.ConvertAll(record => Try(
            record.SubDomain ?? "@", () => call.Add(zone, RecordWish.Of(zone, call.International, record))))))]);
    }

    public static JsonObject ModifyRecordBatch(DnspodContext call)
    {
        var field = call.Parameters.Text("Change") switch
        {
            "area" => "record_line",
            { } key => key,
            null => "",
        };
        var (to, value, mx) = (call.Parameters.Text("ChangeTo") ?? "", call.Parameters.Word("Value"), call.Parameters.Word("MX"));
        return OnRecords(call, "RECORD_MODIFY", (zone, old) =>
        {
            var written = DnspodRecordWrites.WithField(DnspodRecordWrites.Written(old), field, to);
            written = value is null ? written : written with { Value = value };
            written = mx is null ? written : DnspodRecordWrites.WithField(written, "mx", mx);
            return RecordWish.Of(zone, call.International, written).ApplyTo(old);
        });
    }

    public static JsonObject DeleteRecordBatch(DnspodContext call) => OnRecords(call, "RECORD_DELETE", (_, _) => null);

    public static JsonObject DescribeBatchTask(DnspodContext call)
    {
        var id = call.Parameters.Number("JobId")!.Value;
        var job = call.Jobs.Find(id, call.Account.Owner) ?? throw TencentError.BadValue("JobId");
        return Json.Of(
            ("DetailList", Json.List(job.Details.Select(detail => detail.DeepClone()))),
            ("TotalCount", job.Succeeded + job.Failed),
            ("SuccessCount", job.Succeeded),
            ("FailCount", job.Failed),
            ("JobType", job.Type),
            ("CreatedAt", job.Created),
            ("JobId", id));
    }

    private static JsonObject OnRecords(DnspodContext call, string type, Func<SandboxZone, ZoneRecord, ZoneRecord?> change)
    {
        var ids = call.Parameters.Ids("RecordIdList");
        if (ids.Count is 0 or > MostRecords)
        {
            throw TencentError.BadValue("RecordIdList");
        }

        var found = ids.Select(id => (Id: id, Zone: call.Zones.FirstOrDefault(zone => zone.Records.Exists(record => record.Id == id)))).ToList();
        if (found.Exists(entry => entry.Zone is null))
        {
            throw TencentError.Of("InvalidParameter.RecordIdInvalid");
        }

        return Finish(call, type, [.. found
            .GroupBy(entry => entry.Zone!.Id, StringComparer.Ordinal)
            .Select(group => (group.First().Zone!, group.Select(entry => Try(entry.Id, () =>
            {
                call.Change(entry.Zone!, entry.Id, change);
                return null;
            })).ToList()))]);
    }

    private static JsonObject Finish(DnspodContext call, string type, List<(SandboxZone Zone, List<JsonObject> Records)> done)
    {
        var details = done.ConvertAll(entry => Json.Of(
            ("Domain", entry.Zone.Name.Describe()),
            ("Id", DnspodShow.Number(entry.Zone.Id)),
            ("Status", "ok"),
            ("Operation", type),
            ("RecordList", Json.List(entry.Records))));
        var failed = done.Sum(entry => entry.Records.Count(record => record["Status"]!.GetValue<string>() == "failed"));
        var job = new DnspodJob(
            call.Account.Owner, type, DnspodShow.Time(call.World.Clock.Now), details, done.Sum(entry => entry.Records.Count) - failed, failed);
        return Json.Of(
            ("JobId", call.Jobs.Keep(job)),
            ("DetailList", Json.List(details.Select(detail => detail.DeepClone()))));
    }

    private static JsonObject Try(string subject, Func<ZoneRecord?> act)
    {
        try
        {
            var record = act();
            return Json.Of(
                ("RecordId", record is null ? DnspodShow.Number(subject) : DnspodShow.Number(record.Id)),
                ("SubDomain", record?.Name ?? ""),
                ("Status", "ok"),
                ("ErrMsg", ""));
        }
        catch (TencentError error)
        {
            return Json.Of(("SubDomain", subject), ("Status", "failed"), ("ErrMsg", error.Code));
        }
    }

    private static WrittenRecord Written(JsonElement record)
    {
        return new WrittenRecord
        {
            SubDomain = Text("SubDomain"),
            Type = Text("RecordType"),
            Line = Text("RecordLine") ?? DnspodLines.Default,
            LineId = Text("RecordLineId"),
            Value = Text("Value"),
            Ttl = Number("TTL"),
            Mx = Number("MX"),
            Weight = Number("Weight"),
            Remark = Text("Remark"),
        };

        string? Text(string name) => record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        long? Number(string name) => record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
    }
}
