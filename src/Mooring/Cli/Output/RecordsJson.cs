using System.Text.Json;
using Mooring.Core.Records;

namespace Mooring.Cli.Output;

/// <summary>The JSON of <c>records list</c>.</summary>
internal static class RecordsJson
{
    /// <summary>Writes the records; an MX value begins with its priority.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<HostedRecord> records)
    {
        json.WriteStartArray();
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id);
            json.WriteString("name", record.Owner.Value);
            json.WriteString("type", record.Type.Name);
            json.WriteString("value", record.Value.ToString());
            json.WriteNumber("ttl", record.Ttl.Seconds);
            json.WriteString("line", record.Line.Name);
            json.WriteString("status", record.Enabled ? "ENABLE" : "DISABLE");
            json.WriteString("remark", record.Remark ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
