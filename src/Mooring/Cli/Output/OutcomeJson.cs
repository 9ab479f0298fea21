using System.Text.Json;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Records;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Cli.Output;

/// <summary>The JSON of <c>update</c>, <c>plan</c>, <c>records set|delete</c> and <c>addresses</c>; programs rely on every key.</summary>
internal static class OutcomeJson
{
    /// <summary>Writes a round's report.</summary>
    public static void Write(Utf8JsonWriter json, RoundReport report, Language language)
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        foreach (var change in report.Outcome.Changes)
        {
            WriteChange(json, change, language);
        }

        json.WriteEndArray();
        WriteAddresses(json, report.Addresses, language);
        WriteSummary(json, RoundSummary.Of(report.Outcome));
        json.WriteNumber("apiCalls", report.ApiCalls);
        json.WriteStartObject("clockOffsetSeconds");
        foreach (var (provider, offset) in report.ClockOffsets)
        {
            if (offset is { } known)
            {
                json.WriteNumber(provider, Math.Round(known.TotalSeconds, 3));
            }
            else
            {
                json.WriteNull(provider);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the property <c>addresses</c>.</summary>
    public static void WriteAddresses(Utf8JsonWriter json, IEnumerable<NamedAnswer> answers, Language language)
    {
        json.WriteStartArray("addresses");
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("source", answer.Source);
            json.WriteString("family", answer.Family.Word());
            json.WriteString("value", answer.Answer.Value?.ToString());
            json.WriteString("error", answer.Answer.Error?.In(language));
            json.WriteStartArray("refused");
            foreach (var refused in answer.Answer.Refused)
            {
                json.WriteStartObject();
                json.WriteString("value", refused.Value);
                json.WriteString("reason", refused.Reason.In(language));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChange(Utf8JsonWriter json, Change change, Language language)
    {
        json.WriteStartObject();
        json.WriteString("name", change.Name.Value);
        json.WriteString("type", change.Type.Name);
        json.WriteString("line", change.Line);
        json.WriteString("account", change.Account);
        json.WriteString("zone", change.Zone?.Value);
        json.WriteString("action", change.Action.ToString().ToLowerInvariant());
        WriteValues(json, "from", change.From);
        WriteValues(json, "to", change.To);
        if (change.Ttl is { } ttl)
        {
            json.WriteNumber("ttl", ttl.Seconds);
        }
        else
        {
            json.WriteNull("ttl");
        }

        json.WriteString("outcome", change.Outcome.ToString().ToLowerInvariant());
        WriteError(json, change.Error, language);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<RecordValue> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value.ToString());
        }

        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, ChangeError? error, Language language)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("fault", error.Fault);
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message.In(language));
        json.WriteString("requestId", error.RequestId);
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, RoundSummary summary)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("added", summary.Added);
        json.WriteNumber("updated", summary.Updated);
        json.WriteNumber("deleted", summary.Deleted);
        json.WriteNumber("unchanged", summary.Unchanged);
        json.WriteNumber("skipped", summary.Skipped);
        json.WriteNumber("failed", summary.Failed);
        json.WriteEndObject();
    }
}
