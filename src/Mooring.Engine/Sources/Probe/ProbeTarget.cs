using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Mooring.Core.Names;
using Mooring.Dns;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Whom a probe asks, and how. <c>ToString</c> gives the form a person may see: what a query holds stays unseen.</summary>
public abstract record ProbeTarget
{
    /// <summary>Where STUN servers listen (RFC 8489 §18.6).</summary>
    public const int StunPort = 3478;

    /// <summary>Where name servers listen (RFC 1035 §4.2).</summary>
    public const int DnsPort = 53;

    private ProbeTarget(string host) => Host = host;

    /// <summary>The host asked: a name, or an address without brackets.</summary>
    public string Host { get; }

    /// <summary>What it is remembered by: tells targets apart, and holds nothing that may be secret.</summary>
    public virtual string MemoryKey => ToString();

    /// <summary><c>https://host/path</c>: a GET whose body is the address. Without TLS only on loopback.</summary>
    /// <param name="Url">An absolute URL.</param>
    public sealed record Web(Uri Url) : ProbeTarget(Url.IdnHost.Trim('[', ']'))
    {
        /// <inheritdoc />
        public override string MemoryKey => Url.PathAndQuery == "/" ? ToString() : $"{Url.GetLeftPart(UriPartial.Authority)} {Hash(Url.PathAndQuery)}";

        /// <inheritdoc />
        public override string ToString() => Url.GetLeftPart(UriPartial.Path) + (Url.Query.Length > 0 ? "?…" : "");

        private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }

    /// <summary><c>stun:host:port</c> (RFC 7064): a Binding request over UDP.</summary>
    /// <param name="Server">A name or an address.</param>
    /// <param name="Port">1 to 65535.</param>
    public sealed record Stun(string Server, int Port) : ProbeTarget(Server)
    {
        /// <inheritdoc />
        public override string ToString() => $"stun:{Bracketed(Server)}:{Port}";
    }

    /// <summary><c>dns://server:port/name?class=CH;type=TXT</c> (RFC 4501): a question whose one answer is the asker's address.</summary>
    /// <param name="Server">A name or an address.</param>
    /// <param name="Port">1 to 65535.</param>
    /// <param name="Name">What is asked for.</param>
    /// <param name="Type">A, AAAA or TXT; null: A or AAAA by the family.</param>
    /// <param name="Class">Internet or Chaos.</param>
    public sealed record Dns(string Server, int Port, DomainName Name, DnsType? Type, DnsClass Class) : ProbeTarget(Server)
    {
        /// <inheritdoc />
        public override string ToString()
        {
            string?[] parts = [Class == DnsClass.Chaos ? "class=CH" : null, Type is { } type ? "type=" + type.Mnemonic() : null];
            var query = string.Join(';', parts.OfType<string>());
            return $"dns://{Bracketed(Server)}:{Port}/{Name}{(query.Length > 0 ? "?" + query : "")}";
        }
    }

    /// <summary>Reads a probe as a person writes it.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static ProbeTarget Parse(string text) =>
        TryParse(text, out var target, out var why) ? target : throw new FormatException(why.English);

    /// <summary>Reads a probe as a person writes it, and says why when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProbeTarget? target, [NotNullWhen(false)] out Text? why)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        var location = scheme == "stun" ? $"stun://{text[(colon + 1)..].TrimStart('/')}" : text;
        if (!UrlText.TryParse(location, out var url) || url.Port == 0)
        {
            (target, why) = (null, Forms);
            return false;
        }

        target = scheme switch
        {
            "https" or "http" => new Web(url),
            "stun" when url.AbsolutePath is "" or "/" => new Stun(HostOf(url), url.Port < 0 ? StunPort : url.Port),
            "dns" => ReadDns(url),
            _ => null,
        };
        why = target is null ? Forms : url.UserInfo.Length > 0 ? NoUser : scheme == "http" && !UrlText.IsLoopback(url) ? PlainHttp : null;
        target = why is null ? target : null;
        return target is not null;
    }

    private static Text Forms { get; } = new(
        "a probe is written https://host/path, stun:host:port or dns://server/name?type=TXT",
        "探测地址的写法是 https://主机/路径、stun:主机:端口 或 dns://服务器/名称?type=TXT");

    private static Text NoUser { get; } = new(
        "an address with a user name or password in it is not taken; leave out what stands before '@'",
        "不接受含用户名或密码的地址；请删去“@”之前的部分");

    private static Text PlainHttp { get; } = new(
        "anybody on the way can forge an answer over http://; write https:// (http:// is for loopback only)",
        "http:// 的应答可被途中任何人伪造；请写 https://（http:// 仅限本机回环地址）");

    private static Dns? ReadDns(Uri url)
    {
        DnsType? type = null;
        var @class = DnsClass.In;
        foreach (var part in url.Query.TrimStart('?').Split(';', '&').Where(part => part.Length > 0))
        {
            switch (part.ToUpperInvariant().Split('='))
            {
                case ["TYPE", "A"] or ["TYPE", "AAAA"] or ["TYPE", "TXT"] when DnsTypes.TryParse(part[5..], out var read):
                    type = read;
                    break;
                case ["CLASS", "CH"]:
                    @class = DnsClass.Chaos;
                    break;
                case ["CLASS", "IN"]:
                    break;
                default:
                    return null;
            }
        }

        return DomainName.TryParse(url.AbsolutePath.Trim('/'), out var name) && name.Value.Length > 0
            ? new Dns(HostOf(url), url.Port < 0 ? DnsPort : url.Port, name, type, @class)
            : null;
    }

    private static string HostOf(Uri url) => url.Host.Trim('[', ']');

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
}
