using System.CommandLine;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert revoke</c>: has the authority revoke a certificate in use (RFC 8555 §7.6).</summary>
internal static class CertRevokeCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var name = new Argument<string>("NAME") { Description = new Text("A name under `certificates:`", "`certificates:` 下的名称").In(language) };
        var reason = new Option<string?>("--reason")
        {
            HelpName = "REASON",
            Description = new Text("Why (unspecified)", "原因（默认 unspecified）").In(language),
        };
        GlobalOptions.OnlyWords(reason, [.. Revocation.Reasons], language);
        var verb = new Verb("revoke", new Text("Revoke the certificate in use", "吊销正在使用的证书"), language)
        {
            Details = new Text(
                "For every kind of key that the certificate has. Files that were deployed stay; `mooring cert renew` and the daemon have a new one issued. Say key-compromise where the private key may be known to others.",
                "对该证书的每种密钥执行。已部署的文件保持不变；`mooring cert renew` 和守护进程会签发新证书。若私钥可能泄露，请使用 key-compromise。"),
            Examples = [new Example("mooring cert revoke example --reason key-compromise", new Text("the key got into other hands", "私钥已泄露"))],
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(name)!, context.Get(reason) ?? Revocation.Reasons[0], cancellation),
        };
        verb.Add(name);
        verb.Add(reason);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, string reason, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var tools = await Certificates.ToolsAsync(configuration, installation, context.Warn, context.Time, cancellation);
        var failed = false;
        foreach (var wish in CertCommand.Choose(configuration, installation, [name]))
        {
            var (serial, why) = await new Revocation(tools).RevokeAsync(wish, reason, cancellation);
            failed |= serial is null;
            if (why is not null)
            {
                context.Fail(why);
            }
            else
            {
                context.Output.Line(new Text($"{wish}: revoked (serial {serial})", $"{wish}：已吊销（序列号 {serial}）"));
            }
        }

        if (!failed)
        {
            context.Note(new Text(
                $"files that were deployed stay until another one is issued: by `mooring cert renew {name}` now, or by the daemon within the hour",
                $"已部署的文件在签发新证书之前保持不变：现在运行 `mooring cert renew {name}`，或由守护进程在一小时内完成"));
        }

        return failed ? ExitCode.Partial : ExitCode.Done;
    }
}
