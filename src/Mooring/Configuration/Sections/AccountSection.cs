using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Http;

namespace Mooring.Configuration.Sections;

/// <summary>One entry under <c>accounts:</c>.</summary>
internal static class AccountSection
{
    private enum Host
    {
        Alidns,
        Tencent,
        Manual,
    }

    private static readonly Key<Host> Provider = new("provider", Words.Choice(("alidns", Host.Alidns), ("tencent", Host.Tencent), (ManualAccountSettings.Word, Host.Manual)),
        new Text(
            "the DNS host: alidns (Alibaba Cloud DNS), tencent (Tencent Cloud DNSPod), or manual (any other: you add the records of certificates by hand)",
            "DNS 服务商：alidns（阿里云云解析）、tencent（腾讯云 DNSPod），或 manual（其他服务商：证书的验证记录由您手动添加）")) { IsRequired = true };

    private static readonly Key<string> AccessKeyId = new("access-key-id", Credentials.Id,
        new Text("alidns: the AccessKey ID", "alidns：密钥 ID（AccessKey ID）"));

    private static readonly Key<Secret> AccessKeySecret = new("access-key-secret", Credentials.Secret,
        new Text("alidns: the AccessKey Secret", "alidns：密钥（AccessKey Secret）"));

    private static readonly Key<string> SecretId = new("secret-id", Credentials.Id,
        new Text("tencent: the SecretId", "tencent：密钥 ID（SecretId）"));

    private static readonly Key<Secret> SecretKey = new("secret-key", Credentials.Secret,
        new Text("tencent: the SecretKey", "tencent：密钥（SecretKey）"));

    private static readonly Key<TencentApi> Api = new("api", Words.Choice(("dnspod", TencentApi.Dnspod), ("cns-v2", TencentApi.CnsV2)),
        new Text("tencent: which API is spoken; cns-v2 is the older one of many scripts", "tencent：使用的接口；cns-v2 是许多旧脚本使用的旧接口")) { Default = "dnspod" };

    private static readonly Key<TencentSignature> SignatureMethod = new("signature-method",
        Words.Choice(("HmacSHA256", TencentSignature.HmacSha256), ("HmacSHA1", TencentSignature.HmacSha1)),
        new Text("with api cns-v2: how calls are signed", "仅用于 api: cns-v2：请求的签名方法")) { Default = "HmacSHA256" };

    private static readonly Key<IReadOnlyList<DomainName>> Zones = new("zones",
        new ListKind<DomainName>(DnsNames.Zone, new Text("a list of zones", "区域列表")) { OrOne = true },
        new Text("manual: the zones that you edit by hand", "manual：由您手动编辑的区域"));

    private static readonly Key<Secret> SecurityToken = new("security-token", Credentials.Secret,
        new Text("the token of temporary credentials (STS)", "临时凭证（STS）的令牌"));

    private static readonly Key<Uri> Endpoint = new("endpoint", Urls.Endpoint,
        new Text("another base address of the API", "API 的其他地址"));

    private static readonly Key<ProxyAddress> Proxy = new("proxy", Urls.Proxy,
        new Text("a proxy for this account's calls", "该账号的请求所用的代理"));

    private static readonly Key<IReadOnlyList<System.Net.IPEndPoint>> Resolvers = new("resolvers",
        new ListKind<System.Net.IPEndPoint>(Hosts.NameServer, new Text("a list of name servers", "域名服务器列表")) { OrOne = true },
        new Text("name servers that find the endpoint, instead of the system's", "用于解析 API 地址的域名服务器，代替系统的设置"));

    /// <summary>The keys.</summary>
    public static Shape Shape { get; } = new(new Text("an account", "账号设置"),
        Provider, AccessKeyId, AccessKeySecret, SecretId, SecretKey, Api, SignatureMethod, Zones, SecurityToken, Endpoint, Proxy, Resolvers, Sections.RootCertificates.Key);

    /// <summary>All accounts.</summary>
    public static MapKind<AccountSettings> All { get; } = new(
        Shape, new Text("a mapping from names to accounts", "以名称为键的账号列表"), Read);

    private static AccountSettings? Read(string name, Section section)
    {
        var known = section.TryGet(Provider, out var host);
        if (known && host == Host.Manual)
        {
            return Manual(name, section);
        }

        AccountSettings? account = !known ? null : host == Host.Alidns ? Alidns(name, section) : Tencent(name, section);
        var complete = (account ?? new AlidnsAccount(name, "", new Secret("-"))) with
        {
            SecurityToken = section.Find(SecurityToken),
            Endpoint = section.Find(Endpoint),
            Proxy = section.Find(Proxy),
            Resolvers = section.Find(Resolvers) ?? [],
            RootCertificates = Sections.RootCertificates.Read(section),
        };
        return account is null || section.Failed ? null : complete;
    }

    private static AlidnsAccount? Alidns(string name, Section section)
    {
        Misplaced(section, "alidns", (SecretId, AccessKeyId), (SecretKey, AccessKeySecret), (Api, null), (SignatureMethod, null), (Zones, null));
        var id = section.TryRequire(AccessKeyId, out var value) ? value : null;
        if (id?.StartsWith("AKID", StringComparison.Ordinal) == true)
        {
            WarnForeign(section, AccessKeyId, "Tencent Cloud", "腾讯云", "provider: tencent");
        }

        return section.TryRequire(AccessKeySecret, out var secret) && id is not null ? new AlidnsAccount(name, id, secret) : null;
    }

    private static TencentAccount? Tencent(string name, Section section)
    {
        Misplaced(section, "tencent", (AccessKeyId, SecretId), (AccessKeySecret, SecretKey), (Zones, null));
        var id = section.TryRequire(SecretId, out var value) ? value : null;
        var api = section.Get(Api, TencentApi.Dnspod);
        if (id?.StartsWith("LTAI", StringComparison.Ordinal) == true)
        {
            WarnForeign(section, SecretId, "Alibaba Cloud", "阿里云", "provider: alidns");
        }

        if (api != TencentApi.CnsV2 && section.Has(SignatureMethod))
        {
            section.ReportMisplaced(SignatureMethod,
                new Text("'signature-method' belongs to api cns-v2; the newer one has a signature of its own", "“signature-method”仅用于 api: cns-v2；新接口使用自己的签名方法"),
                new Text("leave it out, or write `api: cns-v2`", "请删去，或写 `api: cns-v2`"));
        }

        if (api == TencentApi.CnsV2)
        {
            section.State.Warn(section.At(Api),
                new Text("Tencent Cloud announced the end of this API after 2023-01-01", "腾讯云已宣布该接口在 2023-01-01 之后停止服务"),
                new Text("write `api: dnspod`; the same key works there", "请改为 `api: dnspod`，同一密钥可继续使用"));
        }

        var method = section.Get(SignatureMethod, TencentSignature.HmacSha256);
        return section.TryRequire(SecretKey, out var secret) && id is not null ? new TencentAccount(name, id, secret, api, method) : null;
    }

    private static ManualAccountSettings? Manual(string name, Section section)
    {
        Misplaced(section, ManualAccountSettings.Word, [.. Shape.Keys.Where(key => key != Provider && key != Zones).Select(key => (key, (Key?)null))]);
        return section.TryRequire(Zones, out var zones) && !section.Failed ? new ManualAccountSettings(name, zones) : null;
    }

    private static void Misplaced(Section section, string provider, params (Key Wrong, Key? Right)[] keys)
    {
        foreach (var (wrong, right) in keys.Where(pair => section.Has(pair.Wrong)))
        {
            section.ReportMisplaced(wrong,
                new Text($"'{wrong.Name}' does not belong to provider {provider}", $"服务商 {provider} 没有“{wrong.Name}”"),
                right is null
                    ? new Text("leave it out", "请删去")
                    : new Text($"write '{right.Name}', or correct the provider", $"请写“{right.Name}”，或更正 provider"),
                right);
        }
    }

    private static void WarnForeign(Section section, Key key, string cloud, string cloudInChinese, string mend) => section.State.Warn(
        section.At(key),
        new Text($"this looks like a key of {cloud}", $"这看起来是{cloudInChinese}的密钥"),
        new Text($"correct the key, or write `{mend}`", $"请更正密钥，或写 `{mend}`"));
}
