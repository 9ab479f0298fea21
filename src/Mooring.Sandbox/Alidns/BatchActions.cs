using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The bulk actions; a task is done when its call returns, and its outcome is read afterwards as with the vendor.</summary>
internal static class BatchActions
{
    private const int MostEntries = 200;

    private static readonly string[] Types = ["DOMAIN_ADD", "DOMAIN_DEL", "RR_ADD", "RR_DEL"];

    /// <summary>Fields of an entry and the parameter of the single call that each stands for.</summary>
    private static readonly (string Field, string Parameter)[] Fields =
    [
        ("Domain", "DomainName"), ("Rr", "RR"), ("Type", "Type"), ("Value", "Value"), ("Line", "Line"), ("Ttl", "TTL"), ("Priority", "Priority"),
    ];

    public static JsonObject OperateBatchDomain(AlidnsContext call)
    {
        var type = call.Parameters.Required("Type");
        if (!Types.Contains(type, StringComparer.Ordinal))
        {
            throw AlidnsError.Invalid("Type");
        }

        var entries = Entries(call.Parameters).ToList();
        if (entries.Count is 0 or > MostEntries)
        {
            throw entries.Count == 0 ? AlidnsError.Missing("DomainRecordInfo") : AlidnsError.Invalid("DomainRecordInfo");
        }

        var outcomes = entries.ConvertAll(entry => Outcome(call, type, entry));
        var failed = outcomes.Count(outcome => outcome["Status"]!.GetValue<bool>() is false);
        return Json.Of(("TaskId", call.Memory.Keep(new BatchTask(call.Account.Owner, type, outcomes, failed))));
    }

    public static JsonObject DescribeBatchResultCount(AlidnsContext call)
    {
        if (Find(call) is not var (id, task))
        {
            return Json.Of(("Status", -1), ("TotalCount", 0), ("SuccessCount", 0), ("FailedCount", 0), ("Reason", ""));
        }

        return Json.Of(
            ("Status", task.Failed == task.Entries.Count ? 2 : 1),
            ("TotalCount", task.Entries.Count),
            ("SuccessCount", task.Entries.Count - task.Failed),
            ("FailedCount", task.Failed),
            ("Reason", ""),
            ("BatchType", task.Type),
            ("TaskId", id));
    }

    public static JsonObject DescribeBatchResultDetail(AlidnsContext call)
    {
        var entries = Find(call) is var (_, task) ? task.Entries : [];
        return call.Page(entries, max: 1000, "BatchResultDetails", "BatchResultDetail", entry => entry.DeepClone());
    }

    private static (long Id, BatchTask Task)? Find(AlidnsContext call)
    {
        var wanted = call.Parameters.Text("TaskId");
        var type = call.Parameters.Text("BatchType");
        return call.Memory.Tasks
            .Where(kept => kept.Value.Owner == call.Account.Owner)
            .Where(kept => wanted is null || wanted == kept.Key.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Where(kept => type is null || type == kept.Value.Type)
            .OrderByDescending(kept => kept.Key)
            .Select(kept => ((long, BatchTask)?)(kept.Key, kept.Value))
            .FirstOrDefault();
    }

    private static IEnumerable<Dictionary<string, string>> Entries(AlidnsParameters parameters)
    {
        for (var number = 1; ; number++)
        {
            var entry = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (field, parameter) in Fields)
            {
                if (parameters.Text($"DomainRecordInfo.{number}.{field}") is { } value)
                {
                    entry[parameter] = value;
                }
            }

            if (entry.Count == 0)
            {
                yield break;
            }

            yield return entry;
        }
    }

    private static JsonObject Outcome(AlidnsContext call, string type, Dictionary<string, string> entry)
    {
        var outcome = Json.Of(
            ("Domain", entry.GetValueOrDefault("DomainName", "")),
            ("Rr", entry.GetValueOrDefault("RR", "")),
            ("Type", entry.GetValueOrDefault("Type", "")),
            ("Value", entry.GetValueOrDefault("Value", "")),
            ("BatchType", type),
            ("OperateDateStr", call.World.Clock.Now.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)));
        try
        {
            outcome["RecordId"] = Run(call with { Parameters = new AlidnsParameters(entry) }, type) ?? "";
            outcome["Status"] = true;
        }
        catch (AlidnsError error)
        {
            outcome["Status"] = false;
            outcome["ReasonCode"] = error.Code;
            outcome["Reason"] = error.Message;
        }

        return outcome;
    }

    /// <summary>Runs one entry and returns the id of the record it touched, if one.</summary>
    private static string? Run(AlidnsContext call, string type)
    {
        switch (type)
        {
            case "DOMAIN_ADD":
                DomainActions.AddDomain(call);
                return null;
            case "DOMAIN_DEL":
                DomainActions.DeleteDomain(call);
                return null;
            case "RR_ADD":
                return RecordWrites.Add(call, call.Zone()).Id;
            default:
                return DeleteMatching(call);
        }
    }

    private static string DeleteMatching(AlidnsContext call)
    {
        var zone = call.Zone();
        var (type, value) = (call.Parameters.Text("Type"), call.Parameters.Text("Value"));
        if (!ZoneNames.TryRelative(call.Parameters.Required("RR"), zone.Name, out var name))
        {
            throw AlidnsError.Of("SubDomainInvalid.RR");
        }

        var found = AlidnsContext.Visible(zone).Find(record =>
            record.Name == name && (type is null || record.Type == type) && (value is null || record.Value == value));
        var id = found?.Id ?? throw AlidnsError.Of("DomainRecordNotBelongToUser");
        call.Change(id, (_, _) => null);
        return id;
    }
}
