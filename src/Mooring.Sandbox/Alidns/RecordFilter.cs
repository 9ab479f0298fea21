using System.Collections.Immutable;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The search modes of <c>DescribeDomainRecords</c>.</summary>
/// <remarks>Fuzzy where the vendor is fuzzy: <c>RRKeyWord=www</c> also finds <c>www2</c> and <c>dev.www</c>.</remarks>
internal static class RecordFilter
{
    /// <summary>The records a request asks for, newest first unless it says otherwise.</summary>
    public static List<ZoneRecord> Apply(ImmutableList<ZoneRecord> records, AlidnsParameters parameters)
    {
        var mode = parameters.Text("SearchMode")?.ToUpperInvariant() ?? (parameters.Text("KeyWord") is null ? "ADVANCED" : "LIKE");
        Func<ZoneRecord, bool> matches = mode switch
        {
            "LIKE" => record => parameters.Text("KeyWord") is not { } word || Contains(record.Name, word) || Contains(record.Value, word),
            "EXACT" => record => parameters.Text("KeyWord") is not { } word || Equal(record.Name, word) || Equal(record.Value, word),
            "ADVANCED" => record => MatchesFields(record, parameters, Contains),
            "COMBINATION" => record => MatchesFields(record, parameters, Equal),
            _ => throw AlidnsError.NotOneOf("SearchMode"),
        };
        var found = records.Where(matches).ToList();
        if (!IsAscending(parameters))
        {
            found.Reverse();
        }

        return found;
    }

    private static bool IsAscending(AlidnsParameters parameters) => parameters.Text("Direction")?.ToUpperInvariant() switch
    {
        null or "DESC" => false,
        "ASC" => true,
        _ => throw AlidnsError.NotOneOf("Direction"),
    };

    private static bool MatchesFields(ZoneRecord record, AlidnsParameters parameters, Func<string, string, bool> matches)
    {
        var status = parameters.Status();
        return Holds("RRKeyWord", record.Name, matches)
            && Holds("ValueKeyWord", record.Value, matches)
            && Holds("TypeKeyWord", record.Type, Equal)
            && Holds("Type", record.Type, Equal)
            && Holds("Line", record.Line, Equal)
            && (status is null || status == record.Enabled);

        bool Holds(string parameter, string value, Func<string, string, bool> test) =>
            parameters.Text(parameter) is not { } wanted || test(value, wanted);
    }

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool Equal(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
