using System.Text.Json;
using Mooring.Core;
using Mooring.Dns;

namespace Mooring.Cli.Output;

/// <summary>The JSON of <c>lookup</c>.</summary>
/// <remarks>
/// <c>{"name","type","problem","steps":[{"name","zone","servers":[server]}],"resolvers":[server]}</c>, a server being
/// <c>{"server","address","port","verdict","records":[{"name","type","ttl","value"}],"error","milliseconds","dig"}</c>.
/// </remarks>
internal static class LookupJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, LookupReport report, Language language)
    {
        json.WriteStartObject();
        json.WriteString("name", report.Question.Name.ToString());
        json.WriteString("type", report.Question.Type.Mnemonic());
        json.WriteString("problem", report.Problem?.In(language));
        json.WriteStartArray("steps");
        foreach (var step in report.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name.ToString());
            json.WriteString("zone", step.Zone.ToString());
            WriteServers(json, "servers", step.Servers, report.Question with { Name = step.Name }, recurse: false, language);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteServers(json, "resolvers", report.Resolvers, report.Question, recurse: true, language);
        json.WriteEndObject();
    }

    private static void WriteServers(
        Utf8JsonWriter json, string member, IEnumerable<ServerReport> servers, DnsQuestion question, bool recurse, Language language)
    {
        json.WriteStartArray(member);
        foreach (var server in servers)
        {
            json.WriteStartObject();
            json.WriteString("server", server.Server);
            json.WriteString("address", server.EndPoint?.Address.ToString());
            json.WriteString("verdict", Word(server.Verdict));
            WriteRecords(json, server.Records);
            json.WriteString("error", server.Why?.In(language));
            json.WriteNumber("milliseconds", Math.Round(server.Elapsed.TotalMilliseconds, 1));
            json.WriteString("dig", DigLine.Of(server, question, recurse));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRecords(Utf8JsonWriter json, IEnumerable<DnsRecord> records)
    {
        json.WriteStartArray("records");
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("name", record.Name.ToString());
            json.WriteString("type", record.Type.Mnemonic());
            json.WriteNumber("ttl", record.Ttl.Seconds);
            json.WriteString("value", record.Data.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word(ServerVerdict verdict) => verdict switch
    {
        ServerVerdict.Answer => "answer",
        ServerVerdict.NoData => "nodata",
        ServerVerdict.NxDomain => "nxdomain",
        ServerVerdict.Referral => "referral",
        ServerVerdict.Refused => "refused",
        ServerVerdict.ServFail => "servfail",
        ServerVerdict.Timeout => "timeout",
        ServerVerdict.Lame => "lame",
        _ => "unreachable",
    };
}
