using System.Net;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Configuration.Sections;

/// <summary><c>console:</c>.</summary>
internal static class ConsoleSection
{
    private static readonly Key<IPEndPoint> Listen = new("listen", Hosts.Listener,
        new Text("where the daemon listens for HTTP", "守护进程监听 HTTP 的地址")) { Default = "127.0.0.1:9053" };

    private static readonly Key<Secret> Token = new("token", Credentials.Secret, new Text("what the caller shows", "调用方出示的令牌")) { IsRequired = true };

    private static readonly Key<IReadOnlyList<string>> Scopes = new("scopes",
        new ListKind<string>(Words.Choice("trigger", "metrics", "httpreq"), new Text("a list of scopes", "权限范围列表")) { OrOne = true },
        new Text("what it may do", "允许的操作")) { IsRequired = true };

    private static readonly Key<IReadOnlyList<DomainName>> Domains = new("domains",
        new ListKind<DomainName>(DnsNames.Domain, new Text("a list of domain names", "域名列表")) { OrOne = true },
        new Text("httpreq: the names at and below which challenges may be published, those that aliases lead to included", "httpreq：允许在其自身及以下发布验证记录的域名，包括别名所指向的域名"));

    private static readonly Key<IReadOnlyList<TokenSettings>> Tokens = new("tokens",
        new ListKind<TokenSettings>(
            new ObjectKind<TokenSettings>(new Shape(new Text("a token", "令牌设置"), Token, Scopes, Domains), ReadToken),
            new Text("a list of tokens", "令牌列表")),
        new Text("who may do what", "谁可以做什么"));

    private static readonly Key<IReadOnlyList<string>> HostNames = new("hosts",
        new ListKind<string>(Hosts.Name, new Text("a list of names or addresses", "名称或地址列表")) { OrOne = true },
        new Text("further names and addresses under which callers reach it, as through a proxy or a published port", "调用方访问时使用的其他名称或地址，例如经过反向代理或端口映射时"));

    /// <summary><c>console:</c>.</summary>
    public static ObjectKind<ConsoleSettings> Console { get; } = new(
        new Shape(new Text("the console's settings", "控制台设置"), Listen, Tokens, HostNames),
        section => new ConsoleSettings(
            section.Get(Listen, new IPEndPoint(IPAddress.Loopback, 9053)), section.Get(Tokens, []), section.Get(HostNames, [])));

    private static TokenSettings? ReadToken(Section section)
    {
        var (token, scopes, domains) = (section.Find(Token), section.Find(Scopes) ?? [], section.Find(Domains) ?? []);
        var httpreq = scopes.Contains("httpreq", StringComparer.Ordinal);
        if (httpreq && !section.Has(Domains))
        {
            section.Report(Domains,
                new Text("the scope httpreq needs 'domains'", "权限 httpreq 需要“domains”"),
                new Text("add `domains: [example.com]`", "请添加 `domains: [example.com]`"));
        }
        else if (!httpreq && scopes.Count > 0 && section.Has(Domains))
        {
            section.ReportMisplaced(Domains,
                new Text("'domains' belongs to the scope httpreq", "“domains”属于权限 httpreq"),
                new Text("leave it out, or add the scope httpreq", "请删去，或添加权限 httpreq"));
        }

        return section.Failed || token is null ? null : new TokenSettings(token, scopes, domains);
    }
}
