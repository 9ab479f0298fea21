using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>check</c>: validates a configuration without any network.</summary>
internal static class CheckCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var file = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = new Text("The file; else as with --config", "要检查的文件；未给出时与 --config 相同").In(language),
        };
        var verb = new Verb("check", new Text("Validate the configuration, without network", "检查配置文件，不访问网络"), language)
        {
            Details = new Text(
                "Shows all problems at once, each with place and mend. Exit code 0 when it can be used (warnings included), 2 when not.",
                "一次列出所有问题，并给出位置和改法。可用（含警告）时退出码为 0，否则为 2。"),
            Examples =
            [
                new Example("mooring check", new Text("check the configuration that would be used", "检查将会使用的配置")),
                new Example("mooring check --output json --config new.yaml", new Text("for programs", "供程序使用")),
            ],
            RunAsync = (context, _) => Task.FromResult(Run(context, context.Get(file))),
        };
        verb.Add(file);
        return verb;
    }

    private static int Run(CommandContext context, string? file)
    {
        var found = ConfigurationSearch.Find(file ?? context.Get(context.Options.Config), context.Environment);
        var loaded = context.ReadConfiguration(found.Path);
        IReadOnlyList<Problem> warnings = [.. found.Warnings, .. loaded.Warnings];
        if (found.Note is { } note)
        {
            context.Note(note);
        }

        if (context.Output.IsJson)
        {
            WriteJson(context, found.Path, loaded, warnings);
        }
        else
        {
            WriteText(context, found.Path, loaded, warnings);
        }

        return loaded.Configuration is null ? ExitCode.Usage : ExitCode.Done;
    }

    private static void WriteJson(CommandContext context, string path, LoadedConfiguration loaded, IReadOnlyList<Problem> warnings) =>
        context.Output.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            ProblemReport.WriteArray(json, "errors", loaded.Errors, context.Language);
            ProblemReport.WriteArray(json, "warnings", warnings, context.Language);
            json.WriteEndObject();
        });

    private static void WriteText(CommandContext context, string path, LoadedConfiguration loaded, IReadOnlyList<Problem> warnings)
    {
        foreach (var problem in warnings.Concat(loaded.Errors))
        {
            context.Show(problem);
        }

        context.Output.Line(Printable.Of(loaded.Configuration is { } good ? Summary(path, good) : Failure(path, loaded.Errors.Count)));
    }

    private static Text Summary(string path, MooringConfiguration good) => new(
        $"{path} is good: {Count([.. good.Accounts, .. good.ManualAccounts], "account")}, {Count(good.Addresses, "address source")}, {Count(good.Records, "record entry", "record entries")}, {Count(good.Certificates, "certificate")}",
        $"{path} 没有问题：{good.Accounts.Count + good.ManualAccounts.Count} 个账号，{good.Addresses.Count} 个地址来源，{good.Records.Count} 项记录，{good.Certificates.Count} 张证书");

    private static Text Failure(string path, int errors) => new(
        $"{path} cannot be used: {errors} {(errors == 1 ? "error" : "errors")}", $"{path} 无法使用：{errors} 个错误");

    private static string Count<T>(IReadOnlyList<T> list, string one, string? many = null) =>
        $"{list.Count} {(list.Count == 1 ? one : many ?? one + "s")}";
}
