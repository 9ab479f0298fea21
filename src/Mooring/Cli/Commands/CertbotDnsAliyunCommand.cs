using System.CommandLine;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Hooks;
using Mooring.Import;
using Mooring.Import.Certbot;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>certbot-dns-aliyun</c>: stands in for the tool of that name, with its options and its file.</summary>
/// <remarks>Go's flag package takes one hyphen or two, and <c>=</c> or a blank before the value.</remarks>
internal static class CertbotDnsAliyunCommand
{
    /// <summary>The verb's name, and that of the link or copy by which the program is the tool.</summary>
    public const string Name = "certbot-dns-aliyun";

    private const string Authenticator = "authenticator";
    private const string CleanUp = "cleanup";

    /// <summary>The arguments as the program gets them when it is called by the tool's name.</summary>
    public static string[] Arguments(string[] arguments, ProcessEnvironment environment) =>
        Path.GetFileNameWithoutExtension(environment.InvokedAs) == Name ? [Name, .. arguments] : arguments;

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var operation = new Option<string?>("-o", "--o")
        {
            HelpName = "authenticator|cleanup",
            Description = new Text("What to do (authenticator)", "要执行的操作（默认 authenticator）").In(language),
        };
        GlobalOptions.OnlyWords(operation, [Authenticator, CleanUp], language);
        var file = new Option<string?>("-c", "--c")
        {
            HelpName = "FILE",
            Description = new Text(
                "The tool's config.json; else in the working directory, beside this program's name, beside the file it links to",
                "该工具的 config.json；未给出时依次查找工作目录、本程序名称所在目录、其链接目标所在目录").In(language),
        };
        var help = new Option<bool>("-help", "--h") { Hidden = true };
        var verb = new Verb(Name, new Text("Stand in for certbot-dns-aliyun, with its options and its config.json", "替代 certbot-dns-aliyun，使用其选项和 config.json"), language)
        {
            Details = new Text(
                "The program itself is this tool when it is called through a link or a copy of that name. The hooks do what `mooring certbot auth` and `mooring certbot cleanup` do.",
                "通过同名的链接或副本调用时，本程序就是该工具。两个钩子的作用与 `mooring certbot auth`、`mooring certbot cleanup` 相同。"),
            Examples =
            [
                new Example("mooring certbot-dns-aliyun -o authenticator -c /etc/certbot-dns-aliyun/config.json", new Text("as certbot's --manual-auth-hook", "作为 certbot 的 --manual-auth-hook")),
                new Example("mooring certbot-dns-aliyun -o cleanup -c /etc/certbot-dns-aliyun/config.json", new Text("as certbot's --manual-cleanup-hook", "作为 certbot 的 --manual-cleanup-hook")),
            ],
            RunAsync = (context, cancellation) => context.Get(help) ? Help(context) : RunAsync(context, context.Get(operation), context.Get(file), cancellation),
        };
        verb.Add(operation);
        verb.Add(file);
        verb.Add(help);
        return verb;
    }

    private static Task<int> Help(CommandContext context)
    {
        foreach (var line in new HelpPage(context.Language).Lines(context.Arguments.CommandResult.Command))
        {
            context.Output.Line(line);
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static async Task<int> RunAsync(CommandContext context, string? operation, string? file, CancellationToken cancellation)
    {
        if (operation == CleanUp)
        {
            var cleanUp = HookCall.OfCleanUp(context.Environment);
            return await new CertbotRun(context, Load(context, file), null, $"{Name} {CleanUp}").CleanUpAsync(cleanUp, cancellation);
        }

        var auth = HookCall.OfAuth(context.Environment);
        return await new CertbotRun(context, Load(context, file), null, $"{Name} {Authenticator}").AuthAsync(auth, cancellation);
    }

    private static MooringConfiguration Load(CommandContext context, string? option)
    {
        var found = CertbotSearch.Find(option, context.Environment);
        var judged = Importer.Import(found.Path, ImportFormat.CertbotDnsAliyun, context.Environment, ProviderLines.Of).Judged;
        foreach (var secret in judged.Secrets)
        {
            context.Secrets.Add(secret);
        }

        foreach (var warning in found.Warnings.Concat(judged.Warnings.Where(warning => warning.Key is null)))
        {
            context.Show(warning);
        }

        return judged.Configuration ?? throw new ProblemsException(judged.Errors);
    }
}
