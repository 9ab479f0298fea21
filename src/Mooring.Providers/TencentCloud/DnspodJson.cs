using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mooring.Providers.TencentCloud;

/// <summary>Lenient in answers, because the vendor adds members; compact in requests, leaving out what is not set.</summary>
[JsonSerializable(typeof(DnspodEnvelope<DnspodReplyWire>))]
[JsonSerializable(typeof(DnspodEnvelope<DnspodRecordIdWire>))]
[JsonSerializable(typeof(DnspodEnvelope<DnspodDomainsWire>))]
[JsonSerializable(typeof(DnspodEnvelope<DnspodRecordsWire>))]
[JsonSerializable(typeof(DnspodZonesRequest))]
[JsonSerializable(typeof(DnspodRecordsRequest))]
[JsonSerializable(typeof(DnspodRecordRequest))]
[JsonSerializable(typeof(DnspodRemarkRequest))]
[JsonSerializable(typeof(DnspodDeleteRequest))]
internal sealed partial class DnspodJson : JsonSerializerContext
{
    /// <summary>Writes Chinese as it is, as the vendor's SDK does; the body is signed and never shown in a page.</summary>
    public static DnspodJson Plain { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
