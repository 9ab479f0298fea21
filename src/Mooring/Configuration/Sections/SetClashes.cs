using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Configuration.Sections;

/// <summary>Entries that cannot stand beside each other: two for one set, or a CNAME beside addresses.</summary>
internal static class SetClashes
{
    /// <param name="Account">Where it is written: the same for accounts of one key.</param>
    /// <param name="Owner">The owner.</param>
    /// <param name="Line">The line as the provider knows it, whatever word was written for it.</param>
    private sealed record SetName(object Account, DomainName Owner, string Line);

    private sealed record Claim(RecordEntry Entry, SetName Name, RecordType Type, bool Present);

    /// <summary>Reports the later one of every clash.</summary>
    public static void Check(IReadOnlyList<RecordEntry> records, IReadOnlyList<AccountSettings> accounts, IReadOnlyList<AddressSettings> sources, LineWords lines)
    {
        var families = sources.ToDictionary(source => source.Name, source => source.Family, StringComparer.Ordinal);
        var byName = accounts.ToDictionary(account => account.Name, StringComparer.Ordinal);
        var claims = records.Where(entry => entry.IsWhole).SelectMany(entry => ClaimsOf(entry, NameOf(entry.Settings, byName, lines), families));
        foreach (var atOneName in claims.GroupBy(claim => claim.Name))
        {
            CheckTwice(atOneName);
            CheckAlias([.. atOneName.Where(claim => claim.Present)]);
        }
    }

    private static SetName NameOf(RecordSettings settings, Dictionary<string, AccountSettings> accounts, LineWords lines)
    {
        if (!accounts.TryGetValue(settings.Account, out var account))
        {
            return new SetName(settings.Account, settings.Name, settings.Line ?? "");
        }

        var line = lines(account.Provider, settings.Line);
        var code = (line.Code.Length > 0 ? line.Code : line.Name).ToLowerInvariant();
        return new SetName((account.Provider, account.KeyId, account.Endpoint), settings.Name, code);
    }

    private static IEnumerable<Claim> ClaimsOf(RecordEntry entry, SetName name, Dictionary<string, IpFamily> families)
    {
        var settings = entry.Settings;
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
                var earlier = group.First().Entry.Settings;
                later.Entry.Section.Report(RecordSection.Name,
                    new Text(
                        $"{later.Type} records of {shown} are set by {earlier.Key} already",
                        $"{shown} 的 {later.Type} 记录已由 {earlier.Key} 设置"),
                    Mend(later.Entry.Settings, earlier));
            }
        }
    }

    private static Text Mend(RecordSettings later, RecordSettings earlier) =>
        later.Account != earlier.Account
            ? new Text(
                $"keep one entry; the accounts '{earlier.Account}' and '{later.Account}' have the same key",
                $"请只保留一项；账号“{earlier.Account}”和“{later.Account}”使用同一密钥")
        : !string.Equals(later.Line, earlier.Line, StringComparison.OrdinalIgnoreCase)
            ? new Text(
                $"keep one entry; {Line(earlier)} and {Line(later)} are the same line",
                $"请只保留一项；{LineChinese(earlier)}与{LineChinese(later)}是同一线路")
        : new Text(
            "keep one entry; several values go into one list, another line needs `line`",
            "请只保留一项；多个值写在同一列表中，不同线路需写 `line`");

    private static string Line(RecordSettings settings) => settings.Line is { } line ? $"`line: {Printable.Of(line)}`" : "no `line`";

    private static string LineChinese(RecordSettings settings) => settings.Line is { } line ? $" `line: {Printable.Of(line)}` " : "不写 `line` ";

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
