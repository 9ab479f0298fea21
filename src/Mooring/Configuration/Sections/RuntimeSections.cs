using System.Net;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Planning;

namespace Mooring.Configuration.Sections;

/// <summary><c>daemon:</c>, <c>dns:</c> and <c>clock:</c>.</summary>
internal static class RuntimeSections
{
    private static readonly Key<TimeSpan> Interval = new("interval", Durations.Between(TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)),
        new Text("pause between two rounds", "两轮之间的间隔")) { Default = "5m" };

    private static readonly Key<TimeSpan> Refresh = new("refresh", Durations.Between(TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
        new Text("how long an observation of the provider counts as fresh", "对服务商记录的观察在多久内视为有效")) { Default = "30m" };

    private static readonly Key<TimeSpan> Glance = new("glance", Durations.Between(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        new Text("pause between two looks through one probe that costs a datagram (STUN or DNS); what it sees only begins a round", "两次用一个低开销探测（STUN 或 DNS）查看地址之间的间隔；其结果只会引发新的一轮")) { Default = "30s" };

    private static readonly Key<DriftPolicy> Drift = new("drift", Words.Choice(("restore", DriftPolicy.Restore), ("report", DriftPolicy.Report)),
        new Text("what `run` does when others changed a record of ours: set it again, or only tell", "他人更改了本程序的记录时 `run` 怎样做：恢复，或仅提示")) { Default = "restore" };

    private static readonly Key<bool> DeleteOnStop = new("delete-on-stop", Words.Switch,
        new Text("whether `run` deletes our records of `address:` entries when it is stopped", "停止 `run` 时是否删除 `address:` 条目中属于本程序的记录")) { Default = "false" };

    private static readonly Key<IReadOnlyList<IPEndPoint>> Resolvers = new("resolvers",
        new ListKind<IPEndPoint>(Hosts.NameServer, new Text("a list of name servers", "域名服务器列表")) { OrOne = true },
        new Text("name servers to ask, instead of the system's", "查询所用的域名服务器，代替系统的设置"));

    private static readonly Key<int> AuthoritativePort = new("authoritative-port", Words.Number(1, 65535),
        new Text("the port of authoritative servers", "权威服务器的端口")) { Default = "53" };

    private static readonly Key<IReadOnlyList<Uri>> HttpsResolvers = new("https-resolvers",
        new ListKind<Uri>(Urls.DnsOverHttps, new Text("a list of DNS over HTTPS servers", "DNS over HTTPS 服务器列表")) { OrOne = true },
        new Text(
            "resolvers over HTTPS (RFC 8484), asked where the others cannot tell, and by `lookup`; name two for networks that close or answer port 53 themselves",
            "通过 HTTPS 查询的解析服务器（RFC 8484），在其他服务器无法给出结果时以及由 `lookup` 查询；若网络封锁或代答 53 端口，请设置两台"));

    private static readonly Key<TimeSpan> Timeout = new("timeout", Durations.Between(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        new Text("when to give up; left out, an hour where you add the records by hand", "何时放弃等待；未给出且记录由您手动添加时为一小时")) { Default = "10m" };

    private static readonly Key<TimeSpan> Grace = new("grace", Durations.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        new Text("how long a name server must fail before the others may go on without it", "某台域名服务器持续无法正常应答多久之后，可以不再等待它")) { Default = "60s" };

    private static readonly Key<PropagationSettings> Propagation = new("propagation",
        new ObjectKind<PropagationSettings>(new Shape(new Text("the settings of the wait", "等待设置"), Timeout, Grace), ReadPropagation),
        new Text("how long to wait until the records of certificates are seen", "等待证书的验证记录生效的时间"));

    private static readonly Key<TimeSpan> Warn = new("warn", Durations.Between(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        new Text("clock offset from which on you are told", "时钟偏差达到多少时提醒")) { Default = "60s" };

    private static readonly Key<IReadOnlyList<HostPort>> Sntp = new("sntp",
        new ListKind<HostPort>(Hosts.TimeServer, new Text("a list of time servers", "时间服务器列表")) { OrOne = true },
        new Text("time servers asked only when TLS fails by a wrong clock", "仅在时钟错误导致 TLS 失败时询问的时间服务器"))
    {
        Default = string.Join(", ", new ClockSettings().Sntp.Select(server => server.Host)),
    };

    private static readonly Key<int> Agree = new("agree", Words.Number(1, 16),
        new Text("how many time servers must agree within 10 s", "须有多少台时间服务器在 10 秒内一致")) { Default = "2" };

    /// <summary><c>daemon:</c>.</summary>
    public static ObjectKind<DaemonSettings> Daemon { get; } = new(
        new Shape(new Text("the daemon's settings", "守护进程设置"), Interval, Refresh, Glance, Drift, DeleteOnStop),
        section => new DaemonSettings
        {
            Interval = section.Get(Interval, new DaemonSettings().Interval),
            Refresh = section.Get(Refresh, new DaemonSettings().Refresh),
            Glance = section.Get(Glance, new DaemonSettings().Glance),
            Drift = section.Get(Drift, new DaemonSettings().Drift),
            DeleteOnStop = section.Get(DeleteOnStop, new DaemonSettings().DeleteOnStop),
        });

    /// <summary><c>dns:</c>.</summary>
    public static ObjectKind<DnsSettings> Dns { get; } = new(
        new Shape(new Text("the DNS settings", "DNS 设置"), Resolvers, AuthoritativePort, HttpsResolvers, Propagation),
        section => new DnsSettings
        {
            Resolvers = section.Get(Resolvers, []),
            AuthoritativePort = section.Get(AuthoritativePort, DnsSettings.StandardPort),
            HttpsResolvers = section.Get(HttpsResolvers, []),
            Propagation = section.Get(Propagation, new PropagationSettings()),
        });

    /// <summary><c>clock:</c>.</summary>
    public static ObjectKind<ClockSettings> Clock { get; } = new(
        new Shape(new Text("the clock settings", "时钟设置"), Warn, Sntp, Agree), ReadClock);

    private static PropagationSettings ReadPropagation(Section section)
    {
        var settings = new PropagationSettings { Grace = section.Get(Grace, new PropagationSettings().Grace) };
        if (section.TryGet(Timeout, out var timeout) && timeout <= settings.Grace && !section.Failed)
        {
            section.Report(Timeout,
                new Text("the wait would end before a server that fails may be passed over (grace)", "在可以不再等待故障服务器（grace）之前，等待就已结束"),
                new Text("write a `timeout` longer than `grace` (60s when left out)", "请让 `timeout` 大于 `grace`（未给出时为 60s）"));
        }

        return settings with { Timeout = section.Has(Timeout) ? timeout : null };
    }

    private static ClockSettings ReadClock(Section section)
    {
        var defaults = new ClockSettings();
        var clock = new ClockSettings
        {
            Warn = section.Get(Warn, defaults.Warn),
            Sntp = section.Get(Sntp, defaults.Sntp),
            Agree = section.Get(Agree, defaults.Agree),
        };
        if (!section.Failed && clock.Agree > clock.Sntp.Count)
        {
            section.Report(section.Has(Agree) ? Agree : Sntp,
                new Text(
                    $"{clock.Agree} time servers must agree, but the list has {clock.Sntp.Count}",
                    $"要求 {clock.Agree} 台时间服务器一致，但列表中有 {clock.Sntp.Count} 台"),
                new Text($"add servers, or write `agree: {clock.Sntp.Count}`", $"请增加服务器，或写 `agree: {clock.Sntp.Count}`"));
        }

        return clock;
    }
}
