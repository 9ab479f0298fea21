using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Configuration.Kinds;

/// <summary>Addresses of services. Plain HTTP is taken only where it cannot leave this machine.</summary>
internal static partial class Urls
{
    private const int StunPort = 3478; // RFC 8489 §18.6

    private static readonly Text PlainReason = new(
        "plain http shows and lets change everything on the way; it is taken only for this machine itself (127.0.0.1, ::1, localhost)",
        "明文 http 的内容会被沿途看到并篡改；仅允许用于本机（127.0.0.1、::1、localhost）");

    /// <summary>The base address of an API.</summary>
    public static ScalarKind<Uri> Endpoint { get; } = Secure(new Text("an https address", "https 地址"));

    /// <summary>A DNS over HTTPS server.</summary>
    public static ScalarKind<Uri> DnsOverHttps { get; } = Secure(
        new Text("an https address such as https://dns.alidns.com/dns-query", "https 地址，例如 https://dns.alidns.com/dns-query"));

    /// <summary>An ACME directory.</summary>
    public static ScalarKind<Uri> AcmeDirectory { get; } = Secure(new Text("the https address of an ACME directory", "ACME 目录的 https 地址"));

    /// <summary>A webhook. Its path or query often is the password, so messages never show it.</summary>
    public static ScalarKind<Secret> Webhook { get; } = new(
        new Text("an https address", "https 地址"),
        text => Judge(text with { Shown = "…" }, ["https"]) is { Why: { } why } ? why : new Secret(text.Text))
    {
        Seen = Credentials.Remember,
    };

    /// <summary>An HTTP proxy. What it carries is encrypted end to end, so plain HTTP to the proxy is taken.</summary>
    public static ScalarKind<Uri> Proxy { get; } = new(
        new Text("a proxy such as http://192.0.2.10:3128", "代理地址，例如 http://192.0.2.10:3128"),
        text => TryCreate(text.Text, out var uri) && uri is { Scheme: "http", PathAndQuery: "/", Fragment.Length: 0 }
                ? uri
                : new Complaint(
                    new Text("this is not a proxy that can be used here", "这不是可用的代理地址"),
                    new Text("write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT", "请写成 http://主机:端口 或 http://用户:密码@主机:端口")))
    {
        Seen = RememberPassword,
    };

    /// <summary>A probe: <c>https://…</c>, <c>stun:host:port</c> (RFC 7064) or <c>dns://server/name?type=TXT</c> (RFC 4501).</summary>
    public static ScalarKind<Uri> Probe { get; } = new(
        new Text("a probe's URL", "探测地址"),
        text => text.Text.StartsWith("stun:", StringComparison.Ordinal) ? Stun(text)
            : text.Text.StartsWith("dns:", StringComparison.Ordinal) ? Dns(text)
            : Judge(text, ["https", "stun", "dns"]),
        schema => schema.WriteString("pattern", "^(https?://|stun:|dns://)"))
    {
        Seen = Credentials.SuspectInUrl,
    };

    /// <summary>Whether a host is this machine itself.</summary>
    public static bool IsLoopback(Uri uri) =>
        string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>An absolute URL whose host is an address or a name, in A-labels: the framework's own mapping is wrong without culture data.</summary>
    private static bool TryCreate(string text, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || !Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return false;
        }

        if (uri.HostNameType == UriHostNameType.Dns && uri.Host.Any(c => !char.IsAscii(c)))
        {
            uri = DomainName.TryParse(uri.Host, out var host) ? new UriBuilder(uri) { Host = host.Value }.Uri : null;
        }

        return uri is not null;
    }

    private static ScalarKind<Uri> Secure(Text title) => new(title, text => Judge(text, ["https"]), WritePattern)
    {
        Seen = Credentials.SuspectInUrl,
    };

    private static void WritePattern(Utf8JsonWriter schema) => schema.WriteString("pattern", "^https?://");

    private static Parsed<Uri> Judge(ExpandedText text, string[] schemes)
    {
        text = text with { Shown = SecretParts().Replace(text.Shown, "…") };
        var forms = string.Join(", ", schemes);
        if (!text.Text.Contains("://", StringComparison.Ordinal) && Uri.CheckHostName(text.Text.Split('/', ':')[0]) != UriHostNameType.Unknown)
        {
            return text.Not(new Text("a whole address", "完整的地址"), new Text($"write https://{text.Shown}", $"请写成 https://{text.Shown}"));
        }

        if (!TryCreate(text.Text, out var uri) || (uri.Scheme is not ("http" or "https")))
        {
            return text.Not(new Text("an address that can be asked", "可访问的地址"), new Text($"it begins with one of: {forms}", $"应以下列之一开头：{forms}"));
        }

        if (uri.UserInfo.Length > 0)
        {
            return new Complaint(
                new Text("an address with a user name or password in it is not taken", "不接受含用户名或密码的地址"),
                new Text("leave out what stands before '@'", "请删去“@”之前的部分"));
        }

        return uri.Scheme == "http" && !IsLoopback(uri)
            ? text.Because(PlainReason, new Text("write https:// instead of http://", "请把 http:// 改为 https://"))
            : uri;
    }

    private static Parsed<Uri> Stun(ExpandedText text) =>
        Hosts.TrySplit(text.Text["stun:".Length..].TrimStart('/'), StunPort, out var host)
            && Uri.CheckHostName(host.Host) != UriHostNameType.Unknown && TryCreate($"stun://{host}", out var uri)
                ? uri
                : text.Not(new Text("a STUN probe", "STUN 探测地址"), new Text("write stun:HOST or stun:HOST:PORT", "请写成 stun:主机 或 stun:主机:端口"));

    private static Parsed<Uri> Dns(ExpandedText text) =>
        TryCreate(text.Text, out var uri) && uri.UserInfo.Length == 0
            && DomainName.TryParse(uri.AbsolutePath.Trim('/'), out _)
            && uri.Query.TrimStart('?').ToUpperInvariant().Split(';', '&').All(part => part is "" or "TYPE=A" or "TYPE=AAAA" or "TYPE=TXT" or "CLASS=IN" or "CLASS=CH")
                ? uri
                : text.Not(new Text("a DNS probe", "DNS 探测地址"), new Text(
                    "write dns://SERVER/NAME or dns://SERVER:PORT/NAME?type=TXT, with type A, AAAA or TXT",
                    "请写成 dns://服务器/名称 或 dns://服务器:端口/名称?type=TXT，类型为 A、AAAA 或 TXT"));

    private static void RememberPassword(Yaml.ScalarNode node, ExpandedText text, LoadState state)
    {
        if (new Uri(text.Text).UserInfo.Split(':', 2) is [.., { Length: > 0 } password])
        {
            state.Secrets.Add(password);
            state.Secrets.Add(Uri.UnescapeDataString(password));
            state.FileHoldsSecrets |= text.IsLiteral;
        }
    }

    /// <summary>What of an address may be a secret: the user information and the query.</summary>
    [GeneratedRegex(@"(?<=//)[^/?#]*(?=@)|(?<=\?).+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretParts();
}
