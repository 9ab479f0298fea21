using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;

namespace Mooring.Configuration.Sections;

/// <summary>The whole file.</summary>
internal static class RootSection
{
    private static readonly Key<NamedSections<AccountSettings>> Accounts = new("accounts", AccountSection.All,
        new Text("accounts at DNS hosts, by names of your choice", "DNS 服务商账号，名称自定"));

    private static readonly Key<NamedSections<AddressEntry>> Addresses = new("addresses", AddressSection.All,
        new Text("where addresses come from, by names of your choice", "地址的来源，名称自定"));

    private static readonly Key<IReadOnlyList<RecordEntry>> Records = new("records", RecordSection.All,
        new Text("what is to be kept in DNS", "需要维护的解析记录"));

    private static readonly Key<IReadOnlyList<CertificateEntry>> Certificates = new("certificates", CertificateSections.Certificates,
        new Text("certificates to keep", "需要维护的证书"));

    private static readonly Key<NamedSections<IssuerSettings>> Issuers = new("issuers", CertificateSections.Issuers,
        new Text("certification authorities, by names of your choice", "证书颁发机构，名称自定"));

    private static readonly Key<DaemonSettings> Daemon = new("daemon", RuntimeSections.Daemon,
        new Text("the rhythm of `mooring run`", "`mooring run` 的节奏"));

    private static readonly Key<string> State = new("state", Files.Path,
        new Text("the directory of what is remembered; else /var/lib/mooring for root and the user's own state directory for others", "保存状态的目录；未给出时 root 用 /var/lib/mooring，其他用户用各自的状态目录"));

    private static readonly Key<DnsSettings> Dns = new("dns", RuntimeSections.Dns,
        new Text("how names are resolved", "如何解析域名"));

    private static readonly Key<ClockSettings> Clock = new("clock", RuntimeSections.Clock,
        new Text("how a wrong clock is noticed", "如何发现时钟错误"));

    private static readonly Key<ConsoleSettings> Console = new("console", ConsoleSection.Console,
        new Text("the daemon's HTTP interface", "守护进程的 HTTP 接口"));

    private static readonly Key<IReadOnlyList<NotificationSettings>> Notify = new("notify", NotifySection.All,
        new Text("who is told of what", "通知谁、通知什么"));

    /// <summary>The keys.</summary>
    public static Shape Shape { get; } = new(new Text("a configuration", "配置"),
        Accounts, Addresses, Records, Certificates, Issuers, Daemon, State, Dns, Clock, Console, Notify);

    /// <summary>Reads everything, then checks what refers to what.</summary>
    public static MooringConfiguration Read(Section section)
    {
        var accounts = section.Find(Accounts) ?? NamedSections<AccountSettings>.None;
        var addresses = section.Find(Addresses) ?? NamedSections<AddressEntry>.None;
        IReadOnlyList<AddressSettings> sources = [.. addresses.Values.Select(entry => entry.Settings)];
        var issuers = section.Find(Issuers) ?? NamedSections<IssuerSettings>.None;
        var records = section.Items(Records);
        var certificates = section.Items(Certificates);
        ManualAccountSettings[] manual = [.. accounts.Values.OfType<ManualAccountSettings>()];
        AccountSettings[] hosted = [.. accounts.Values.Where(account => account is not ManualAccountSettings)];
        Chains.Check(addresses);
        References.Check(records, accounts.Names, [.. manual.Select(account => account.Name)], addresses);
        References.Check(certificates, accounts.Names, issuers.Names);
        SetClashes.Check(records, hosted, sources, section.State.Lines);
        return new MooringConfiguration
        {
            Path = section.State.File,
            IsFoundUnnamed = ConfigurationSearch.IsUsualPlace(section.State.File, section.State.Environment),
            Accounts = hosted,
            ManualAccounts = manual,
            Addresses = sources,
            Records = [.. records.Select(entry => entry.Settings)],
            Certificates = [.. certificates.Select(entry => entry.Settings).OfType<CertificateSettings>()],
            Issuers = issuers.Values,
            Daemon = section.Get(Daemon, new DaemonSettings()),
            Dns = section.Get(Dns, new DnsSettings()),
            Clock = section.Get(Clock, new ClockSettings()),
            State = new StateSettings(
                section.Find(State) is { } path ? section.State.Resolve(path) : null, section.State.Environment.Directories),
            Console = section.Find(Console),
            Notifications = section.Items(Notify),
        };
    }
}
