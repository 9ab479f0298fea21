using System.Collections.Immutable;
using System.CommandLine;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert restore</c>: puts an earlier version of a certificate in use again; no network.</summary>
internal static class CertRestoreCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var name = new Argument<string>("NAME") { Description = new Text("A name under `certificates:`", "`certificates:` 下的名称").In(language) };
        var number = new Argument<int>("N") { Description = new Text("The version, as `cert show` lists them", "版本编号，见 `cert show`").In(language) };
        var key = new Option<string?>("--key") { HelpName = "KIND", Description = new Text("The kind of key, where it has several", "密钥类型；该证书有多种密钥时必填").In(language) };
        GlobalOptions.OnlyWords(key, [.. CertificateKeyKinds.All.Select(one => one.Word)], language);
        var verb = new Verb("restore", new Text("Put an earlier version in use again", "重新启用较早的版本"), language)
        {
            Details = new Text(
                "Nothing is asked of any network. The daemon deploys it, or `mooring cert export NAME --deploy`. Exit code 1: there is no such version, or its key is known to others.",
                "不访问网络。由守护进程部署，或运行 `mooring cert export NAME --deploy`。退出码 1：没有该版本，或其私钥已泄露。"),
            Examples = [new Example("mooring cert restore example 1", new Text("version 1, with its key", "版本 1，连同其私钥"))],
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(name)!, context.Get(number), context.Get(key), cancellation),
        };
        verb.Add(name);
        verb.Add(number);
        verb.Add(key);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, int number, string? key, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var wish = Only(CertCommand.Choose(configuration, installation, [name]), key);
        if ((await CertificateState.In(installation.Store, wish.Name, wish.Kind).ReadAsync(cancellation)).Compromised == number)
        {
            context.Fail(new Text(
                $"{wish}: version {number} was revoked because its key is known to others; `mooring cert issue {name}` has a new one issued",
                $"{wish}：版本 {number} 因私钥泄露已被吊销；可用 `mooring cert issue {name}` 签发新证书"));
            return ExitCode.Partial;
        }

        if (await Deployment.Certificates(configuration, context.Time, context.Warn).RestoreAsync(wish.Name, wish.Kind, number, cancellation) is null)
        {
            context.Fail(new Text($"{wish}: there is no version {number}; `mooring cert show {name}` lists them", $"{wish}：没有版本 {number}；可用 `mooring cert show {name}` 查看"));
            return ExitCode.Partial;
        }

        context.Output.Line(new Text($"{wish}: version {number} is in use again", $"{wish}：已重新启用版本 {number}"));
        return ExitCode.Done;
    }

    private static CertificateWish Only(ImmutableArray<CertificateWish> wishes, string? key) =>
        wishes.Where(wish => key is null || wish.Kind.Word() == key).ToArray() is [var only] ? only : throw new ProblemsException(
            new Text($"{wishes[0].Name} has the kinds of key {Kinds(wishes)}", $"{wishes[0].Name} 的密钥类型有：{Kinds(wishes)}"),
            new Text("say which with --key", "请用 --key 指定"), "--key");

    private static string Kinds(IEnumerable<CertificateWish> wishes) => string.Join(", ", wishes.Select(wish => wish.Kind.Word()));
}
