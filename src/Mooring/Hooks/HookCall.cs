using System.Globalization;
using System.Net;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Hooks;

/// <summary>What certbot tells its manual hooks (its manual, "Pre and Post Validation Hooks").</summary>
/// <param name="Domain">The identifier, without <c>*.</c>.</param>
/// <param name="Value">The TXT value; null only for a clean-up that was not told.</param>
internal sealed record HookCall(DomainName Domain, string? Value)
{
    /// <summary>What the matching auth hook said; null where it said nothing.</summary>
    public HookOutput? Output { get; init; }

    /// <summary>How many auth hooks of this run are still to come.</summary>
    public int Remaining { get; init; }

    /// <summary>All domains of the run, which tells its values from those of others; null where certbot does not say.</summary>
    public string? Run { get; init; }

    /// <summary>Reads the variables of an auth hook.</summary>
    /// <exception cref="ProblemsException">certbot did not call.</exception>
    public static HookCall OfAuth(ProcessEnvironment environment)
    {
        var call = Read(environment);
        return call.Value is not null ? call : throw NoHook("CERTBOT_VALIDATION");
    }

    /// <summary>Reads the variables of a clean-up hook.</summary>
    /// <exception cref="ProblemsException">certbot did not call.</exception>
    public static HookCall OfCleanUp(ProcessEnvironment environment) => Read(environment);

    private static HookCall Read(ProcessEnvironment environment)
    {
        // certbot 5.3 has CERTBOT_IDENTIFIER for names and addresses; older ones only the domain.
        var identifier = environment.FindFilled("CERTBOT_IDENTIFIER") ?? environment.FindFilled("CERTBOT_DOMAIN")
            ?? throw NoHook(environment.FindFilled("CERTBOT_VALIDATION") is null ? "CERTBOT_DOMAIN and CERTBOT_VALIDATION" : "CERTBOT_DOMAIN");
        var value = environment.FindFilled("CERTBOT_VALIDATION");
        if (environment.FindFilled("CERTBOT_TOKEN") is { } token && value?.StartsWith(token + ".", StringComparison.Ordinal) == true)
        {
            throw new ProblemsException(
                new Text("certbot asks for an http-01 challenge, and this hook answers dns-01", "certbot 请求的是 http-01 验证，而此钩子只能完成 dns-01"),
                new Text("add `--preferred-challenges dns` to certbot's command line", "请在 certbot 命令行加上 `--preferred-challenges dns`"), "CERTBOT_TOKEN");
        }

        return new HookCall(DomainOf(identifier), value)
        {
            Output = HookOutput.TryRead(environment.FindFilled("CERTBOT_AUTH_OUTPUT")),
            Remaining = int.TryParse(environment.Find("CERTBOT_REMAINING_CHALLENGES"), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining) ? remaining : 0,
            Run = environment.FindFilled("CERTBOT_ALL_IDENTIFIERS") ?? environment.FindFilled("CERTBOT_ALL_DOMAINS"),
        };
    }

    private static DomainName DomainOf(string identifier)
    {
        if (IPAddress.TryParse(identifier, out _))
        {
            throw new ProblemsException(
                new Text($"{identifier} is an IP address, which dns-01 cannot prove (RFC 8738 §7)", $"{identifier} 是 IP 地址，无法用 dns-01 验证（RFC 8738 §7）"),
                new Text("ask for a certificate of names, or use certbot's http-01", "请为域名申请证书，或使用 certbot 的 http-01"), "CERTBOT_IDENTIFIER");
        }

        return DomainName.TryParse(identifier.StartsWith("*.", StringComparison.Ordinal) ? identifier[2..] : identifier, out var domain, out var why)
            ? domain
            : throw new ProblemsException(
                new Text($"'{identifier}' is no domain name: {why.English}", $"“{identifier}”不是域名：{why.Chinese}"),
                new Text("certbot sets it from its -d option", "该值由 certbot 根据 -d 选项设置"), "CERTBOT_DOMAIN");
    }

    private static ProblemsException NoHook(string missing) => new(
        new Text($"this can only be used as a certbot hook (not set: {missing})", $"此命令只能作为 certbot 的钩子使用（未设置：{missing}）"),
        new Text(
            "`certbot certonly --manual --preferred-challenges dns --manual-auth-hook 'mooring certbot auth' --manual-cleanup-hook 'mooring certbot cleanup' -d example.com` calls it",
            "由 `certbot certonly --manual --preferred-challenges dns --manual-auth-hook 'mooring certbot auth' --manual-cleanup-hook 'mooring certbot cleanup' -d example.com` 调用"));
}
