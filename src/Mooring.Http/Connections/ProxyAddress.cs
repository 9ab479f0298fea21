using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Mooring.Core.Names;
using Text = Mooring.Core.Text;

namespace Mooring.Http;

/// <summary>An HTTP proxy: <c>http://[user:password@]host[:port]</c>, port 80 when left out (RFC 9110 §4.2.1).</summary>
/// <remarks>HTTPS goes through it by CONNECT, so the proxy sees names and sizes only. The text form shows no user and no password.</remarks>
public sealed class ProxyAddress
{
    private readonly NetworkCredential? _credential;

    private ProxyAddress(Uri address, NetworkCredential? credential)
    {
        Address = address;
        _credential = credential;
    }

    /// <summary>Scheme, host and port, without user and password.</summary>
    public Uri Address { get; }

    /// <summary>Reads a proxy as people write it.</summary>
    /// <param name="text">The address; user and password percent-encoded where they hold <c>@ : /</c> or <c>%</c>.</param>
    /// <param name="proxy">The proxy on success.</param>
    /// <param name="why">The reason otherwise; never the text itself, which may hold a password.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProxyAddress? proxy, [NotNullWhen(false)] out Text? why)
    {
        proxy = null;
        why = null;
        if (!UrlText.TryParse(text, out var uri))
        {
            why = Forms;
        }
        else if (uri.Scheme != Uri.UriSchemeHttp)
        {
            why = new($"only http:// proxies are known here: {Forms.English}", $"这里只支持 http:// 代理：{Forms.Chinese}");
        }
        else if (uri.PathAndQuery is not "/" || uri.Fragment.Length > 0)
        {
            why = new($"a proxy has no path: {Forms.English}", $"代理地址不能带路径：{Forms.Chinese}");
        }
        else
        {
            proxy = new(new UriBuilder(uri.Scheme, uri.Host, uri.Port).Uri, CredentialIn(uri.UserInfo));
        }

        return proxy is not null;
    }

    /// <summary>Scheme, host and port.</summary>
    public override string ToString() => $"{Address.Scheme}://{Address.Authority}";

    /// <summary>As the framework's handler takes it.</summary>
    internal WebProxy ToWebProxy() => new(Address) { Credentials = _credential };

    /// <summary>Basic credentials to send unasked (RFC 7617), or null.</summary>
    internal AuthenticationHeaderValue? Authorization => _credential is null
        ? null
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_credential.UserName}:{_credential.Password}")));

    private static Text Forms { get; } = new(
        "a proxy is written http://host:port or http://user:password@host:port", "代理的写法是 http://主机:端口 或 http://用户:密码@主机:端口");

    private static NetworkCredential? CredentialIn(string userInfo)
    {
        if (userInfo.Length == 0)
        {
            return null;
        }

        var parts = userInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
