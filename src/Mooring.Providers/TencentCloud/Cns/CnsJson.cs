using System.Text.Json.Serialization;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>Lenient: the API writes the same number now as a number and now as text.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CnsReplyWire<CnsDataWire>))]
[JsonSerializable(typeof(CnsReplyWire<CnsRecordIdWire>))]
[JsonSerializable(typeof(CnsReplyWire<CnsDomainsWire>))]
[JsonSerializable(typeof(CnsReplyWire<CnsRecordsWire>))]
internal sealed partial class CnsJson : JsonSerializerContext;
