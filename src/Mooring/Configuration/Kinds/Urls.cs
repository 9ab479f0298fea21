using System.Text.Json;
using System.Text.RegularExpressions;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Sources.Probe;
using Mooring.Http;

namespace Mooring.Configuration.Kinds;

/// <summary>Addresses of services. Plain HTTP is taken only where it cannot leave this machine.</summary>
internal static partial class Urls
{
    private const int ShortestSecret = 8;

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
        text => Judge(text with { Written = "…" }, ["https"]) is { Why: { } why } ? why : new Secret(text.Text))
    {
        Seen = RememberParts,
    };

    /// <summary>An HTTP proxy. What it carries is encrypted end to end, so plain HTTP to the proxy is taken.</summary>
    public static ScalarKind<ProxyAddress> Proxy { get; } = new(
        new Text("a proxy such as http://192.0.2.10:3128", "代理地址，例如 http://192.0.2.10:3128"),
        text => ProxyAddress.TryParse(text.Text, out var proxy, out var why)
            ? proxy
            : new Complaint(new Text("this is not a proxy that can be used here", "这不是可用的代理地址"), why))
    {
        Seen = RememberPassword,
    };

    /// <summary>A probe: <c>https://…</c>, <c>stun:host:port</c> (RFC 7064) or <c>dns://server/name?type=TXT</c> (RFC 4501).</summary>
    public static ScalarKind<ProbeTarget> Probe { get; } = new(
        new Text("a probe's URL", "探测地址"),
        text => ProbeTarget.TryParse(text.Text, out var target, out var why)
            ? target
            : Veiled(text).Not(new Text("a probe that can be asked", "可用的探测地址"), why),
        schema => schema.WriteString("pattern", "^(https?://|stun:|dns://)"))
    {
        Seen = Credentials.SuspectInUrl,
    };

    private static ScalarKind<Uri> Secure(Text title) => new(title, text => Judge(text, ["https"]), WritePattern)
    {
        Seen = Credentials.SuspectInUrl,
    };

    private static void WritePattern(Utf8JsonWriter schema) => schema.WriteString("pattern", "^https?://");

    private static Parsed<Uri> Judge(ExpandedText text, string[] schemes)
    {
        text = Veiled(text);
        var forms = string.Join(", ", schemes);
        if (!text.Text.Contains("://", StringComparison.Ordinal) && Uri.CheckHostName(text.Text.Split('/', ':')[0]) != UriHostNameType.Unknown)
        {
            return text.Not(new Text("a whole address", "完整的地址"), new Text($"write https://{text.Shown}", $"请写成 https://{text.Shown}"));
        }

        if (!UrlText.TryParse(text.Text, out var uri) || (uri.Scheme is not ("http" or "https")))
        {
            return text.Not(new Text("an address that can be asked", "可访问的地址"), new Text($"it begins with one of: {forms}", $"应以下列之一开头：{forms}"));
        }

        if (uri.UserInfo.Length > 0)
        {
            return new Complaint(
                new Text("an address with a user name or password in it is not taken", "不接受含用户名或密码的地址"),
                new Text("leave out what stands before '@'", "请删去“@”之前的部分"));
        }

        return uri.Scheme == "http" && !UrlText.IsLoopback(uri)
            ? text.Because(PlainReason, new Text("write https:// instead of http://", "请把 http:// 改为 https://"))
            : uri;
    }

    /// <summary>An address as it may be shown; before it is cut, since what ends the user information may be cut off.</summary>
    private static ExpandedText Veiled(ExpandedText text) =>
        text with { Written = Query().Replace(UserInformation().Replace(text.Written, "${scheme}…@"), "…") };

    /// <summary>Services repeat the path or a value of the query in what they answer, so the parts are secrets too; short ones are words such as <c>send</c>.</summary>
    private static void RememberParts(Yaml.ScalarNode node, ExpandedText text, LoadState state)
    {
        Credentials.Remember(node, text, state);
        if (Uri.TryCreate(text.Text, UriKind.Absolute, out var url))
        {
            var values = url.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var parts = url.AbsolutePath.Split('/').Concat(values).Where(part => part.Length >= ShortestSecret).ToArray();
            state.Secrets.UnionWith(parts.Concat(parts.Select(Uri.UnescapeDataString)));
        }
    }

    private static void RememberPassword(Yaml.ScalarNode node, ExpandedText text, LoadState state)
    {
        if (new Uri(text.Text).UserInfo.Split(':', 2) is [.., { Length: > 0 } password])
        {
            state.Secrets.Add(password);
            state.Secrets.Add(Uri.UnescapeDataString(password));
            state.FileHoldsSecrets |= text.IsLiteral;
        }
    }

    /// <summary>Whatever stands before an '@': a password may hold any character, and what is no proper address is shown too.</summary>
    [GeneratedRegex(@"\A(?<scheme>(?:[A-Za-z][A-Za-z0-9+.-]*:(?://)?)?).*@", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"(?<=\?).+", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Query();
}
