using Mooring.Acme;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;

namespace Mooring.Configuration.Sections;

/// <summary><c>certificates:</c> and <c>issuers:</c>.</summary>
internal static class CertificateSections
{
    /// <summary>The certificate's name.</summary>
    public static readonly Key<string> Name = new("name", new ScalarKind<string>(
            new Text("a name for the certificate", "证书名称"),
            text => text.Text.Length is > 0 and <= 64 && text.Text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') && text.Text[0] != '.'
                ? text.Text
                : text.Not(new Text("a certificate's name", "证书名称"), new Text("use letters, digits, '-', '_' and '.': it names files", "请使用字母、数字、“-”“_”“.”：它会用于文件名"))),
        new Text("its name, which files get too", "证书名称，也用于文件名")) { IsRequired = true };

    /// <summary>The names.</summary>
    public static readonly Key<IReadOnlyList<DomainName>> Domains = new("domains",
        new ListKind<DomainName>(DnsNames.Owner, new Text("a list of domain names", "域名列表")) { OrOne = true },
        new Text("the names it shall carry; wildcards in quotes; may be left out beside `csr`", "证书包含的域名；通配符需加引号；有 `csr` 时可不填写"));

    /// <summary>The account.</summary>
    public static readonly Key<string> Account = new("account", Words.Any(new Text("the name of an account", "账号名称")),
        new Text("a name under `accounts`, where the challenge is published", "`accounts` 下的名称，在其中发布验证记录")) { IsRequired = true };

    /// <summary>The authority.</summary>
    public static readonly Key<IReadOnlyList<string>> Issuer = new("issuer",
        new ListKind<string>(Words.Any(new Text("the name of an issuer", "颁发机构名称")), new Text("the name of an issuer or a list", "颁发机构名称或其列表")) { OrOne = true },
        new Text("a name under `issuers`, or several in order: the next serves where the one before does not", "`issuers` 下的名称，可按顺序写多个：前一个不可用时使用下一个")) { IsRequired = true };

    /// <summary>Whether renewals keep the key.</summary>
    public static readonly Key<bool> ReuseKey = new("reuse-key", Words.Switch,
        new Text("true: a renewal keeps the private key", "true：续期时保留私钥"));

    /// <summary>The kinds of key.</summary>
    public static readonly Key<IReadOnlyList<string>> Keys = new("key",
        new ListKind<string>(Words.Choice("ecdsa-p256", "ecdsa-p384", "rsa-2048", "rsa-3072", "rsa-4096"), new Text("a kind of key or a list", "密钥类型或其列表")) { OrOne = true },
        new Text("the kind of key; one certificate for each of a list", "密钥类型；列表中的每一项各得一张证书")) { Default = "ecdsa-p256" };

    private static readonly Key<Uri> AcmeDirectory = new("directory", Urls.AcmeDirectory, new Text("the ACME directory", "ACME 目录地址")) { IsRequired = true };

    private static readonly Key<bool> AgreeTerms = new("agree-terms", Words.Switch,
        new Text("true: you agree to the authority's terms of service", "true：同意颁发机构的服务条款"));

    private static readonly Key<string> Email = new("email", Files.Mail, new Text("a contact, optional", "联系邮箱，可不填"));

    private static readonly Key<string> EabKeyId = new("key-id", Credentials.Id, new Text("the key's id, from the authority", "颁发机构提供的密钥 ID")) { IsRequired = true };

    private static readonly Key<Secret> EabHmacKey = new("hmac-key", Credentials.Secret, new Text("the MAC key, base64url, from the authority", "颁发机构提供的 MAC 密钥（base64url）")) { IsRequired = true };

    private static readonly Key<EabSettings> Eab = new("eab",
        new ObjectKind<EabSettings>(new Shape(new Text("an external account binding", "外部账号绑定"), EabKeyId, EabHmacKey),
            section => section.TryGet(EabKeyId, out var id) && section.TryGet(EabHmacKey, out var key) && !section.Failed ? new EabSettings(id, key) : null),
        new Text("external account binding, where the authority asks for it", "外部账号绑定（颁发机构要求时填写）"));

    private static readonly Key<Uri> EabFrom = new("eab-from", Urls.Endpoint,
        new Text(
            "where credentials for `eab` are fetched for the `email` when an account is made; known of ZeroSSL, where `email` alone is enough",
            "注册账户时凭 `email` 自动获取 `eab` 凭据的地址；ZeroSSL 的地址为已知，只需填写 `email`"));

    private static readonly Key<string> Profile = new("profile", Words.Any(new Text("a profile's name", "证书配置名称")), new Text("the profile asked for", "所请求的证书配置"));

    private static readonly Key<bool> ProfileOptional = new("profile-optional", Words.Switch,
        new Text("true: the profile is left out where the authority does not offer it", "true：颁发机构不提供该配置时不使用它"));

    private static readonly Key<string> PreferredChain = new("preferred-chain", Words.Any(new Text("a common name", "通用名称")),
        new Text("the common name of the root or intermediate whose chain is wanted", "希望采用的证书链中根证书或中间证书的通用名称"));

    private static readonly Key<Uri> Staging = new("staging", Urls.AcmeDirectory,
        new Text("the directory for trials (`cert issue --dry-run`, and first after failures); known of Let's Encrypt and Google", "试运行用的目录（`cert issue --dry-run`，以及多次失败后先行使用）；Let's Encrypt 和 Google 的目录为已知"));

    private static readonly Dictionary<string, string> Terms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acme-v02.api.letsencrypt.org"] = "https://letsencrypt.org/repository/",
        ["acme-staging-v02.api.letsencrypt.org"] = "https://letsencrypt.org/repository/",
        ["acme.zerossl.com"] = "https://zerossl.com/terms/",
        ["dv.acme-v02.api.pki.goog"] = "https://pki.goog/GTS-SA.pdf",
    };

    /// <summary>Services that make credentials of an external account for a mail address, by the directory's host.</summary>
    private static readonly Dictionary<string, Uri> BindingServices = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acme.zerossl.com"] = new Uri("https://api.zerossl.com/acme/eab-credentials-email"),
    };

    /// <summary><c>certificates:</c>.</summary>
    public static ListKind<CertificateEntry> Certificates { get; } = new(
        new ObjectKind<CertificateEntry>(
            new Shape(new Text("a certificate", "证书设置"), Name, Domains, GivenRequests.Key, Account, Issuer, Keys, ReuseKey, DeploySection.Steps), ReadCertificate),
        new Text("a list of certificates", "证书列表")) { Least = 0 };

    /// <summary><c>issuers:</c>.</summary>
    public static MapKind<IssuerSettings> Issuers { get; } = new(
        new Shape(new Text("an issuer", "颁发机构设置"), AcmeDirectory, AgreeTerms, Email, Sections.RootCertificates.Key, Eab, EabFrom, Profile, ProfileOptional, PreferredChain, Staging),
        new Text("a mapping from names to issuers", "以名称为键的颁发机构列表"), ReadIssuer);

    private sealed record EabSettings(string KeyId, Secret HmacKey);

    private static CertificateEntry ReadCertificate(Section section)
    {
        var (name, domains) = (section.Find(Name), section.Find(Domains));
        var (account, issuer) = (section.Find(Account), section.Find(Issuer));
        var (keys, deploy) = (section.Find(Keys) ?? ["ecdsa-p256"], section.Find(DeploySection.Steps) ?? []);
        var request = GivenRequests.Read(section);
        if (section.Has(GivenRequests.Key))
        {
            GivenRequests.Check(section, request, domains, deploy);
            (domains, keys) = request is null ? (domains, keys) : (request.Domains, [request.Kind.Word()]);
        }
        else if (!section.Has(Domains))
        {
            section.ReportMissing(Domains);
        }

        if (domains is not null && domains.Distinct().Count() < domains.Count)
        {
            section.Report(Domains, new Text("a name stands twice", "有重复的域名"), new Text("write it once", "请只写一次"));
        }

        CheckNames(section, domains ?? []);
        if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Count)
        {
            section.Report(Keys, new Text("a kind of key stands twice", "有重复的密钥类型"), new Text("write it once", "请只写一次"));
        }

        return new CertificateEntry(section, section.Failed || name is null || domains is null || account is null || issuer is null
            ? null
            : new CertificateSettings(name, domains, account, issuer, keys, deploy) { ReusesKey = section.Get(ReuseKey, false), Request = request }, name, account, issuer);
    }

    /// <summary>What no authority takes is told before anybody is asked.</summary>
    private static void CheckNames(Section section, IReadOnlyList<DomainName> domains)
    {
        for (var i = 0; i < domains.Count; i++)
        {
            if (CertificateName.Refusal(domains[i]) is { } why)
            {
                section.Report(section.At(Domains, i), new Complaint(
                    new Text($"no certificate can be had for {domains[i]}: {why.English}", $"无法为 {domains[i]} 签发证书：{why.Chinese}"),
                    new Text("leave it out", "请删去它")));
            }
            else if (!domains[i].IsWildcard && domains.FirstOrDefault(other => other.IsWildcard && other.Parent == domains[i].Parent) is { } wildcard)
            {
                section.Warn(section.At(Domains, i), new Complaint(
                    new Text($"{domains[i]} is covered by {wildcard}; Let's Encrypt, for one, refuses an order with both", $"{wildcard} 已包含 {domains[i]}；Let's Encrypt 等颁发机构会拒绝同时包含两者的订单"),
                    new Text("leave it out", "请删去它")));
            }
        }
    }

    private static IssuerSettings? ReadIssuer(string name, Section section)
    {
        var directory = section.Find(AcmeDirectory);
        if (!section.Get(AgreeTerms, false))
        {
            var terms = directory is not null && Terms.TryGetValue(directory.Host, out var known) ? known : null;
            section.Report(AgreeTerms,
                new Text("the authority's terms of service are not agreed to", "尚未同意颁发机构的服务条款"),
                new Text(
                    $"read {terms ?? $"the terms (`meta.termsOfService` at {section.AsWritten(AcmeDirectory)} tells where)"} and write `agree-terms: true`",
                    $"请阅读{(terms is null ? $"服务条款（地址见 {section.AsWritten(AcmeDirectory)} 的 `meta.termsOfService`）" : $" {terms} ")}后写 `agree-terms: true`"));
        }

        var eab = section.Find(Eab);
        var settings = new IssuerSettings(name, directory ?? new Uri("https://localhost"))
        {
            Email = section.Find(Email),
            RootCertificates = Sections.RootCertificates.Read(section),
            EabKeyId = eab?.KeyId,
            EabHmacKey = eab?.HmacKey,
            EabFrom = ReadEabFrom(section, directory),
            Profile = section.Find(Profile),
            ProfileOptional = section.Get(ProfileOptional, false),
            PreferredChain = section.Find(PreferredChain),
            Staging = section.Find(Staging),
        };
        return section.Failed ? null : settings;
    }

    /// <summary>Where credentials are had, unless they are given; they are made for a mail address.</summary>
    private static Uri? ReadEabFrom(Section section, Uri? directory)
    {
        var from = section.Find(EabFrom);
        if (section.Has(Eab))
        {
            if (section.Has(EabFrom))
            {
                section.Report(EabFrom, new Text("`eab` holds the credentials already", "`eab` 中已有凭据"), new Text("leave one of the two out", "请删去两者之一"));
            }

            return null;
        }

        from ??= directory is not null && BindingServices.TryGetValue(directory.Host, out var known) ? known : null;
        if (from is not null && !section.Has(Email))
        {
            section.Report(Email,
                new Text("this authority wants an account of its own users, which is made for a mail address", "该颁发机构要求绑定其用户账户，凭邮箱即可建立"),
                new Text(
                    "add `email: …`, and the credentials are fetched by themselves; or get a key id and an HMAC key there and write `eab: { key-id: …, hmac-key: … }`",
                    "请添加 `email: …`，凭据会自动获取；或在其网站获取 key id 和 HMAC 密钥后写 `eab: { key-id: …, hmac-key: … }`"));
        }

        return from;
    }
}

/// <summary>A certificate and where it stands, until references are checked.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="Settings">What was read of it; null when something was wrong.</param>
/// <param name="Name">Its name, where that was good.</param>
/// <param name="Account">The account it refers to.</param>
/// <param name="Issuers">The issuers it refers to.</param>
internal sealed record CertificateEntry(Section Section, CertificateSettings? Settings, string? Name, string? Account, IReadOnlyList<string>? Issuers);
