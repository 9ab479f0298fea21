using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Spelling;

namespace Mooring.Configuration.Sections;

/// <summary>Whether what is referred to exists.</summary>
internal static class References
{
    /// <summary>Reports accounts and sources that records name and nobody defines, and accounts that can hold no records.</summary>
    public static void Check(IReadOnlyList<RecordEntry> records, IReadOnlyList<string> accounts, IReadOnlyList<string> manual, NamedSections<AddressEntry> addresses)
    {
        foreach (var (section, settings, _) in records)
        {
            CheckAccount(section, RecordSection.Account, settings.Account, accounts);
            if (manual.Contains(settings.Account, StringComparer.Ordinal))
            {
                section.Report(RecordSection.Account,
                    new Text($"the account '{settings.Account}' has no API (provider: manual), so no record can be kept there", $"账号“{settings.Account}”没有 API（provider: manual），无法在其中维护记录"),
                    new Text("name an account with an API; what is manual is for `certificates` only", "请填写有 API 的账号；manual 仅用于 `certificates`"));
            }

            var sources = settings.Wish is RecordWish.Addresses wish ? wish.Sources : [];
            for (var i = 0; i < sources.Count; i++)
            {
                if (!addresses.Names.Contains(sources[i], StringComparer.Ordinal))
                {
                    ReportSource(section, section.At(RecordSection.Address, i), sources[i], addresses.Names);
                }
            }
        }
    }

    /// <summary>Reports accounts and issuers that certificates name and nobody defines, and names used twice.</summary>
    public static void Check(IReadOnlyList<CertificateEntry> certificates, IReadOnlyList<string> accounts, IReadOnlyList<string> issuers)
    {
        foreach (var entry in certificates)
        {
            CheckAccount(entry.Section, CertificateSections.Account, entry.Account, accounts);
            var named = entry.Issuers ?? [];
            for (var i = 0; i < named.Count; i++)
            {
                if (!issuers.Contains(named[i], StringComparer.Ordinal))
                {
                    Report(entry.Section, entry.Section.At(CertificateSections.Issuer, i), new Text("issuer", "颁发机构"), "issuers", named[i], issuers);
                }
            }
        }

        foreach (var twice in certificates.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Key is not null).SelectMany(group => group.Skip(1)))
        {
            twice.Section.Report(CertificateSections.Name,
                new Text($"a certificate named '{twice.Name}' stands above already", $"上文已有名为“{twice.Name}”的证书"),
                new Text("choose another name", "请换一个名称"));
        }
    }

    /// <summary>Reports an address source that nobody defines.</summary>
    public static void ReportSource(Section section, Node at, string name, IReadOnlyList<string> known) =>
        Report(section, at, new Text("address source", "地址来源"), "addresses", name, known);

    private static void CheckAccount(Section section, Key<string> key, string? name, IReadOnlyList<string> accounts)
    {
        if (!string.IsNullOrEmpty(name) && !accounts.Contains(name, StringComparer.Ordinal))
        {
            Report(section, section.At(key), new Text("account", "账号"), "accounts", name, accounts);
        }
    }

    private static void Report(Section section, Node at, Text what, string where, string name, IReadOnlyList<string> known)
    {
        var shown = Expansion.Show(at is ScalarNode written ? written.Text : "…");
        section.Report(at, new Complaint(
            new Text($"there is no {what.English} '{shown}'", $"没有名为“{shown}”的{what.Chinese}"),
            Nearest.Of(name, known) is { } near ? new Text($"did you mean '{near}'?", $"您是否想写“{near}”？")
            : known.Count > 0 ? new Text($"`{where}` has {string.Join(", ", known)}", $"`{where}` 下有：{string.Join("、", known)}")
            : new Text($"define it under `{where}`", $"请在 `{where}` 下定义")));
    }
}
