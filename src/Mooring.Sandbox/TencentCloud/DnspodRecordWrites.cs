using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The actions that write single records.</summary>
internal static class DnspodRecordWrites
{
    public static JsonObject CreateRecord(DnspodContext call) => Create(call, fixedType: null);

    public static JsonObject CreateTxtRecord(DnspodContext call) => Create(call, "TXT");

    public static JsonObject ModifyRecord(DnspodContext call) => Modify(call, fixedType: null);

    public static JsonObject ModifyTxtRecord(DnspodContext call) => Modify(call, "TXT");

    /// <summary>Gives an address record another value; without a value it takes the caller's address.</summary>
    public static JsonObject ModifyDynamicDns(DnspodContext call)
    {
        var zone = call.Zone();
        var record = call.Record(zone);
        if (record.Type is not ("A" or "AAAA"))
        {
            throw TencentError.Of("InvalidParameter.RecordTypeInvalid");
        }

        var caller = record.Type == "A" ? call.World.Echo.Ipv4 : call.World.Echo.Ipv6;
        var wish = RecordWish.Of(zone, call.International, new WrittenRecord
        {
            SubDomain = call.Parameters.Text("SubDomain"),
            Type = record.Type,
            Line = call.Parameters.Text("RecordLine"),
            LineId = call.Parameters.Text("RecordLineId"),
            Value = call.Parameters.Word("Value") ?? caller?.ToString(),
            Ttl = call.Parameters.Number("Ttl"),
            Weight = record.Weight,
            Status = record.Enabled ? "ENABLE" : "DISABLE",
        });
        call.Change(zone, record.Id, (_, old) => wish.ApplyTo(old));
        return Done(record.Id);
    }

    public static JsonObject ModifyRecordStatus(DnspodContext call)
    {
        var enabled = RecordWish.ReadStatus(call.Parameters.Word("Status") ?? throw TencentError.BadValue("Status"));
        return Change(call, (_, old) => old with { Enabled = enabled });
    }

    public static JsonObject ModifyRecordRemark(DnspodContext call)
    {
        var remark = RecordWish.ReadRemark(call.Parameters.Text("Remark")) ?? "";
        Change(call, (_, old) => old with { Remark = remark });
        return [];
    }

    /// <summary>Changes the fields named, and no other.</summary>
    public static JsonObject ModifyRecordFields(DnspodContext call) =>
        Change(call, (zone, old) =>
        {
            var written = Written(old);
            foreach (var field in call.Parameters.Objects("FieldList"))
            {
                written = WithField(written, Field(field, "Key"), Field(field, "Value"));
            }

            return RecordWish.Of(zone, call.International, written).ApplyTo(old);
        });

    public static JsonObject DeleteRecord(DnspodContext call)
    {
        Change(call, (_, _) => null);
        return [];
    }

    /// <summary>A record as a client would write it.</summary>
    public static WrittenRecord Written(ZoneRecord record) => new()
    {
        SubDomain = record.Name,
        Type = record.Type,
        Line = record.Line,
        LineId = DnspodLines.IdOf(record.Line),
        Value = record.Value,
        Ttl = record.Ttl,
        Mx = record.Priority,
        Weight = record.Weight,
        Status = record.Enabled ? "ENABLE" : "DISABLE",
    };

    /// <summary>The same with one field changed, by the vendor's key.</summary>
    public static WrittenRecord WithField(WrittenRecord record, string key, string value) => key switch
    {
        "sub_domain" => record with { SubDomain = value },
        "record_line" => record with { Line = value, LineId = null },
        "record_line_id" => record with { LineId = value },
        "record_type" => record with { Type = value },
        "value" => record with { Value = value },
        "ttl" => record with { Ttl = Number(key, value) },
        "status" => record with { Status = value },
        "mx" => record with { Mx = Number(key, value) },
        "weight" => record with { Weight = Number(key, value) },
        _ => throw TencentError.BadValue("Key"),
    };

    private static JsonObject Create(DnspodContext call, string? fixedType)
    {
        var zone = call.Zone();
        return Done(call.Add(zone, RecordWish.Read(call, zone, fixedType)).Id);
    }

    private static JsonObject Modify(DnspodContext call, string? fixedType)
    {
        var zone = call.Zone();
        _ = call.Record(zone);
        var wish = RecordWish.Read(call, zone, fixedType);
        return Change(call, (_, old) => wish.ApplyTo(old));
    }

    private static JsonObject Change(DnspodContext call, Func<SandboxZone, ZoneRecord, ZoneRecord?> change)
    {
        call.Change(call.Zone(), call.RecordId(), change);
        return Done(call.RecordId());
    }

    private static JsonObject Done(string id) => Json.Of(("RecordId", DnspodShow.Number(id)));

    private static string Field(JsonElement field, string name) =>
        field.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw TencentError.Missing($"FieldList.{name}");

    private static long Number(string key, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw TencentError.BadValue(key);
}
