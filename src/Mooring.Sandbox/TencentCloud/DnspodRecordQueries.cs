using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The actions that read records.</summary>
internal static class DnspodRecordQueries
{
    public static JsonObject DescribeRecordList(DnspodContext call)
    {
        var zone = call.Zone();
        var parameters = call.Parameters;
        var line = parameters.Word("RecordLineId") is { } id ? DnspodLines.Read("", id, call.International)
            : parameters.Word("RecordLine") is { } name ? DnspodLines.Read(name, null, call.International)
            : null;
        var records = call.Listed(zone)
            .Where(record => parameters.Word("Subdomain") is not { } subdomain || Equal(record.Name, subdomain))
            .Where(record => parameters.Word("RecordType") is not { } type || Equal(record.Type, type))
            .Where(record => line is null || record.Line == line)
            .Where(record => HasKeyword(record, parameters));
        var page = Page(call, records);
        return IsEmpty(page) && parameters.Word("ErrorOnEmpty") != "no" ? throw TencentError.Of("ResourceNotFound.NoDataOfRecord") : page;
    }

    public static JsonObject DescribeRecordFilterList(DnspodContext call)
    {
        var zone = call.Zone();
        var parameters = call.Parameters;
        var exact = parameters.Flag("IsExactSubDomain") ?? false;
        var (types, lines, statuses) = (parameters.Texts("RecordType"), parameters.Texts("RecordLine"), parameters.Texts("RecordStatus"));
        var records = call.Listed(zone)
            .Where(record => parameters.Word("SubDomain") is not { } subDomain || (exact ? Equal(record.Name, subDomain) : Contains(record.Name, subDomain)))
            .Where(record => types.Count == 0 || types.Contains(record.Type, StringComparer.OrdinalIgnoreCase))
            .Where(record => lines.Count == 0 || lines.Contains(DnspodLines.IdOf(record.Line), StringComparer.Ordinal))
            .Where(record => statuses.Count == 0 || statuses.Contains(record.Enabled ? "ENABLE" : "DISABLE", StringComparer.OrdinalIgnoreCase))
            .Where(record => parameters.Word("RecordValue") is not { } value || Contains(DnspodShow.Value(record), value))
            .Where(record => parameters.Word("Remark") is not { } remark || Contains(record.Remark, remark))
            .Where(record => Within(record.Ttl, "TTL") && Within(record.Priority ?? 0, "MX") && Within(record.Weight ?? 0, "Weight"))
            .Where(record => string.CompareOrdinal(DnspodShow.Time(record.Updated), parameters.Word("UpdatedAtBegin") ?? "") >= 0)
            .Where(record => parameters.Word("UpdatedAtEnd") is not { } end || string.CompareOrdinal(DnspodShow.Time(record.Updated), end) <= 0)
            .Where(record => HasKeyword(record, parameters));
        return Page(call, records);

        bool Within(int number, string name) =>
            number >= (parameters.Number(name + "Begin") ?? long.MinValue) && number <= (parameters.Number(name + "End") ?? long.MaxValue);
    }

    public static JsonObject DescribeRecord(DnspodContext call)
    {
        var zone = call.Zone();
        return Json.Of(("RecordInfo", DnspodShow.Info(zone, call.Record(zone), call.International)));
    }

    private static JsonObject Page(DnspodContext call, IEnumerable<ZoneRecord> records)
    {
        var found = Sort(records, call.Parameters).ToList();
        var page = DnspodPage.Of(call, fallback: 100, max: 3000).Cut(found);
        return Json.Of(
            ("RecordCountInfo", Json.Of(
                ("SubdomainCount", found.DistinctBy(record => record.Name, StringComparer.Ordinal).Count()),
                ("ListCount", page.Count),
                ("TotalCount", found.Count))),
            ("RecordList", Json.List(page.Select(record => DnspodShow.Listed(record, call.International)))));
    }

    private static bool IsEmpty(JsonObject page) => page["RecordList"]!.AsArray().Count == 0;

    private static IEnumerable<ZoneRecord> Sort(IEnumerable<ZoneRecord> records, DnspodParameters parameters)
    {
        Func<ZoneRecord, IComparable?>? key = parameters.Word("SortField")?.ToUpperInvariant() switch
        {
            null => null,
            "NAME" => record => record.Name,
            "LINE" => record => DnspodLines.IdOf(record.Line),
            "TYPE" => record => record.Type,
            "VALUE" => record => record.Value,
            "WEIGHT" => record => record.Weight,
            "MX" => record => record.Priority,
            "TTL" => record => record.Ttl,
            "UPDATED_ON" => record => record.Updated,
            _ => throw TencentError.BadValue("SortField"),
        };
        var ordered = key is null ? records : records.OrderBy(record => key(record), Comparer<IComparable?>.Create(Compare));
        return parameters.Word("SortType")?.ToUpperInvariant() == "DESC" ? ordered.Reverse() : ordered;
    }

    private static int Compare(IComparable? one, IComparable? other) =>
        one is string text ? string.CompareOrdinal(text, (string?)other) : Comparer<IComparable>.Default.Compare(one, other);

    private static bool HasKeyword(ZoneRecord record, DnspodParameters parameters) =>
        parameters.Word("Keyword") is not { } word || Contains(record.Name, word) || Contains(DnspodShow.Value(record), word);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool Equal(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
