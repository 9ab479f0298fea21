using System.CommandLine;
using Mooring.Core;
using Mooring.Hooks;

namespace Mooring.Cli.Commands;

/// <summary><c>certbot auth|cleanup</c>: certbot's manual hooks.</summary>
internal static class CertbotCommand
{
    /// <summary>The group with its verbs.</summary>
    public static Verb Create(Language language)
    {
        var group = new Verb("certbot", new Text("certbot's manual hooks: publish a challenge and remove it", "certbot 的手动钩子：发布和删除验证记录"), language);
        group.Add(CreateHook(
            "auth", language,
            new Text("Publish the challenge that certbot names (--manual-auth-hook)", "发布 certbot 指定的验证记录（--manual-auth-hook）"),
            new Text(
                "Reads CERTBOT_DOMAIN and CERTBOT_VALIDATION, prints one line of JSON for the clean-up hook, and after the last challenge of a run waits until all servers of the zones answer. Exit code 1: it could not be published, or is not seen in time.",
                "读取 CERTBOT_DOMAIN 和 CERTBOT_VALIDATION，输出一行 JSON 供清理钩子使用；一次运行的最后一个验证发布后，等待各区域的所有服务器都能应答。退出码 1：无法发布，或未能及时生效。"),
            async (context, account, cancellation) =>
            {
                var call = HookCall.OfAuth(context.Environment);
                return await new CertbotRun(context, context.LoadConfiguration(), account, "certbot auth").AuthAsync(call, cancellation);
            }));
        group.Add(CreateHook(
            "cleanup", language,
            new Text("Remove the challenge again (--manual-cleanup-hook)", "删除验证记录（--manual-cleanup-hook）"),
            new Text(
                "Removes only the value that the auth hook of the same call published; what is gone already is fine. Exit code 1: it could not be removed; the next auth hook tries again.",
                "只删除同一次验证由 auth 钩子发布的值；已不存在也算成功。退出码 1：无法删除，下一次 auth 钩子会重试。"),
            async (context, account, cancellation) =>
            {
                var call = HookCall.OfCleanUp(context.Environment);
                return await new CertbotRun(context, context.LoadConfiguration(), account, "certbot cleanup").CleanUpAsync(call, cancellation);
            }));
        return group;
    }

    private static Verb CreateHook(string name, Language language, Text summary, Text details, Func<CommandContext, string?, CancellationToken, Task<int>> run)
    {
        var account = new Option<string?>("--account")
        {
            HelpName = "ACCOUNT",
            Description = new Text("The account, where several hold the zone", "账号；多个账号拥有该域名时使用").In(language),
        };
        var verb = new Verb(name, summary, language)
        {
            Details = details,
            Examples = [new Example($"mooring certbot {name} --config /etc/mooring/mooring.yaml", new Text($"as certbot's --manual-{name}-hook", $"作为 certbot 的 --manual-{name}-hook"))],
            RunAsync = (context, cancellation) => run(context, context.Get(account), cancellation),
        };
        verb.Add(account);
        return verb;
    }
}
