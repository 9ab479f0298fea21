using Mooring.Core;
using Mooring.Dns;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges whether the name servers answer what the provider lists. Pure.</summary>
internal static class WorldJudge
{
    /// <summary>A finding for each set that is answered otherwise somewhere, and one for all that are not.</summary>
    public static IEnumerable<Finding> Judge(IReadOnlyList<WorldFacts> sets)
    {
        var told = sets.Select(set => (Set: set, Otherwise: Otherwise(set))).Where(set => set.Set.Servers.Any(IsStatement)).ToArray();
        foreach (var (set, otherwise) in told.Where(set => set.Otherwise.Length > 0))
        {
            yield return Differs(set, otherwise);
        }

        if (told.Count(set => set.Otherwise.Length == 0) is > 0 and var same)
        {
            yield return Finding.Ok(FindingIds.RecordAnswer, "records", new Text(
                same == 1 ? "the name servers answer the 1 set as the provider lists it" : $"the name servers answer {same} sets as the provider lists them",
                $"域名服务器对 {same} 组记录的应答与服务商列出的一致"));
        }
    }

    private static Finding Differs(WorldFacts facts, (string Server, string Values)[] otherwise)
    {
        var wanted = string.Join(", ", facts.Set.From.Select(value => value.Data).Order(StringComparer.Ordinal));
        var servers = string.Join("; ", otherwise.Select(one => $"{one.Server}: {one.Values}"));
        return new Finding(
            FindingIds.RecordAnswer, Severity.Warning, $"{facts.Set.Name.Describe()} {facts.Set.Type}",
            new Text(
                $"the provider lists {wanted}, but name servers answer otherwise: {servers}. A change has not reached them yet, or a record of another line answers here",
                $"服务商列出 {wanted}，但域名服务器的应答不同：{servers}。可能更改尚未同步到这些服务器，或此处由其他线路的记录应答"),
            new Text(
                $"run `mooring lookup {facts.Set.Name} {facts.Set.Type}` in a few minutes",
                $"请几分钟后运行 `mooring lookup {facts.Set.Name} {facts.Set.Type}`"));
    }

    private static (string Server, string Values)[] Otherwise(WorldFacts facts)
    {
        var wanted = facts.Set.From.Select(value => value.Data).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. facts.Servers.Where(IsStatement).Select(server => (Name: server.Server.TrimEnd('.'), Values: Values(server)))
                .Where(server => !wanted.SetEquals(server.Values))
                .Select(server => (server.Name, server.Values.Length == 0 ? "-" : string.Join(", ", server.Values))).Distinct(),
        ];
    }

    /// <summary>Servers that are silent or lame say nothing about a record.</summary>
    private static bool IsStatement(ServerReport server) => server.Verdict is ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain;

    private static string[] Values(ServerReport server) =>
        [.. server.Records.Select(record => record.Data.ToRecordValue().Data).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
