using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Configuration.Sections;

/// <summary>Entries that cannot stand beside each other: two for one set, or a CNAME beside addresses.</summary>
internal static class SetClashes
{
    private sealed record SetName(string Account, DomainName Owner, string Line);

    private sealed record Claim(RecordEntry Entry, SetName Name, RecordType Type, bool Present);

    /// <summary>Reports the later one of every clash.</summary>
    public static void Check(IReadOnlyList<RecordEntry> records, IReadOnlyList<AddressSettings> sources)
    {
        var families = sources.ToDictionary(source => source.Name, source => source.Family, StringComparer.Ordinal);
        var claims = records.Where(entry => entry.IsWhole).SelectMany(entry => ClaimsOf(entry, families));
        foreach (var atOneName in claims.GroupBy(claim => claim.Name))
        {
            CheckTwice(atOneName);
            CheckAlias([.. atOneName.Where(claim => claim.Present)]);
        }
    }

    private static IEnumerable<Claim> ClaimsOf(RecordEntry entry, Dictionary<string, IpFamily> families)
    {
        var settings = entry.Settings;
        var name = new SetName(settings.Account, settings.Name, settings.Line?.ToLowerInvariant() ?? "");
        var types = settings.Wish switch
        {
            RecordWish.Addresses wish => wish.Sources.Where(families.ContainsKey).Select(source => families[source].RecordType()).Distinct(),
            RecordWish.Values wish => [wish.Type],
            RecordWish.Absent wish => wish.Types,
            _ => [],
        };
        return types.Select(type => new Claim(entry, name, type, settings.Wish is not RecordWish.Absent));
    }

    private static void CheckTwice(IEnumerable<Claim> claims)
    {
        // Entries that pin different records by id are different records of one set.
        foreach (var group in claims.GroupBy(claim => (claim.Type, claim.Entry.Settings.Id)))
        {
            foreach (var later in group.Skip(1))
            {
                var shown = later.Entry.Section.AsWritten(RecordSection.Name);
                later.Entry.Section.Report(RecordSection.Name,
                    new Text(
                        $"{later.Type} records of {shown} are set by {group.First().Entry.Settings.Key} already",
                        $"{shown} 的 {later.Type} 记录已由 {group.First().Entry.Settings.Key} 设置"),
                    new Text(
                        "keep one entry; several values go into one list, another line needs `line`",
                        "请只保留一项；多个值写在同一列表中，不同线路需写 `line`"));
            }
        }
    }

    private static void CheckAlias(List<Claim> claims)
    {
        var alias = claims.Find(claim => claim.Type == RecordType.Cname);
        if (alias is not null && claims.Find(claim => claim.Type.IsAddress) is { } address)
        {
            var later = claims.IndexOf(alias) > claims.IndexOf(address) ? alias : address;
            var shown = later.Entry.Section.AsWritten(RecordSection.Name);
            later.Entry.Section.Report(RecordSection.Name,
                new Text(
                    $"{shown} cannot have a CNAME and {address.Type} records",
                    $"{shown} 不能同时有 CNAME 和 {address.Type} 记录"),
                new Text("keep one of both entries (RFC 1034 §3.6.2)", "请只保留其中一项（RFC 1034 §3.6.2）"));
        }
    }
}
