using System.Text.Json.Serialization;

namespace Mooring.Providers.Alidns;

/// <summary>Lenient, because the vendor adds members and writes some numbers as text.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AlidnsReplyWire))]
[JsonSerializable(typeof(AlidnsRecordIdWire))]
[JsonSerializable(typeof(AlidnsDomainsWire))]
[JsonSerializable(typeof(AlidnsRecordsWire))]
internal sealed partial class AlidnsJson : JsonSerializerContext;
