using System.Net;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import;

/// <summary>From the addresses that a tool asked over HTTP to probes.</summary>
internal static class PublicProbes
{
    /// <summary>What the tools ask by default, besides hosts that everybody knows: Mooring's own probes take their place.</summary>
    private static readonly HashSet<string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        "myip.ipip.net", "ddns.oray.com", "ip.3322.net", "4.ipw.cn", "6.ipw.cn", "v4.yinghualuo.cn", "v6.yinghualuo.cn", "speed.neu6.edu.cn", "v6.ident.me", "v4.ident.me",
        "api-ipv4.ip.sb", "api-ipv6.ip.sb", "api.ipify.org", "api6.ipify.org", "api64.ipify.org", "ipinfo.io", "checkip.amazonaws.com", "ipv4.icanhazip.com", "ipv6.icanhazip.com",
    };

    /// <summary>The built-in probes.</summary>
    public static MappingNode BuiltIn(Node at, IpFamily family) =>
        Leaf.Map(at, Leaf.Entry(at, "family", family.Word()), Leaf.Entry(at, "source", "probe"));

    /// <summary>What is said of the built-in probes.</summary>
    public static Text TakesThePlace(string tool) => new(
        $"Mooring's own probes take the place of the servers that {tool} asked; two independent operators must agree, where {tool} believed the first answer",
        $"由 Mooring 内置的探测代替 {tool} 询问的服务器；须有两家独立运营方一致，而 {tool} 采用最先得到的应答");

    /// <summary>The settings of a source that asks these addresses, and what is to be said about them.</summary>
    /// <param name="at">Where they stand.</param>
    /// <param name="urls">The addresses as written.</param>
    /// <param name="family">The family asked for.</param>
    /// <param name="tool">Whose they are, for the notes.</param>
    public static (MappingNode Settings, IReadOnlyList<Text> Notes) Of(Node at, IReadOnlyList<string> urls, IpFamily family, string tool)
    {
        var own = urls.Where(url => !Uri.TryCreate(url, UriKind.Absolute, out var known) || !Defaults.Contains(known.Host)).ToList();
        var usable = own.Where(IsUsable).ToList();
        List<Text> notes = [.. own.Except(usable, StringComparer.Ordinal).Select(Plain)];
        if (usable.Count == 0)
        {
            notes.Insert(0, TakesThePlace(tool));
            return (BuiltIn(at, family), notes);
        }

        var operators = usable.Select(url => new Uri(url).Host).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        notes.Insert(0, operators == 1
            ? new Text($"one server is believed alone, as before; its whole answer must be the address, where {tool} searched it in the text", $"与原来一样只信任这一台服务器；其应答必须只有地址本身，而 {tool} 会在文本中查找地址")
            : new Text($"two of these must agree (`agree: 1` believes the first, as {tool} did); a whole answer must be the address, where {tool} searched it in the text", $"须有两家一致（`agree: 1` 则像 {tool} 那样采用最先的应答）；应答必须只有地址本身，而 {tool} 会在文本中查找地址"));
        var settings = Leaf.Map(at,
        [
            .. BuiltIn(at, family).Members,
            new Member(Leaf.Of(at, "probes"), Leaf.List(at, usable.Select(url => Leaf.Literal(at, url)))),
            Leaf.Entry(at, "agree", operators == 1 ? "1" : "2"),
        ]);
        return (settings, notes);
    }

    private static bool IsUsable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri)));

    private static bool IsLoopback(Uri uri) => uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Text Plain(string url) => new(
        $"{url} is left out: only https:// is asked, since anybody on the way could answer plain HTTP", $"{url} 已略去：只询问 https://，因为明文 HTTP 的应答可能被沿途任何人伪造");
}
