using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Logging;
using Mooring.Cli.Commands;
using Mooring.Cli.Logging;
using Mooring.Cli.Output;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Engine.Store;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>From arguments to an exit code: parses, runs the verb, and reports what went wrong.</summary>
internal static class CommandLine
{
    /// <summary>The program's name in help and messages.</summary>
    public const string ProgramName = "mooring";

    // "@" is the apex of a zone in arguments, not a response file.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, ProcessEnvironment environment, TimeProvider time)
    {
        using var signals = new Signals();
        return await RunAsync(CertbotDnsAliyunCommand.Arguments(arguments, environment), terminal, environment with { Stop = signals.Token }, time, signals);
    }

    private static async Task<int> RunAsync(
        string[] arguments, Terminal terminal, ProcessEnvironment environment, TimeProvider time, Signals signals)
    {
        var language = LanguageChoice.Of(arguments, environment);
        var options = new GlobalOptions(language);
        var parsed = Root(options, language).Parse(arguments, Parsing);
        var verb = parsed.CommandResult.Command as Verb;
        var context = Context(arguments, parsed, options, language, terminal, environment, time, verb);
        try
        {
            return parsed.Action is not (null or ParseErrorAction) ? await InvokeAsync(parsed, context.Terminal, signals.Token)
                : parsed.Errors.Count > 0 || verb?.RunAsync is null ? throw new ProblemsException(UsageErrors.Of(parsed))
                : AfterSignal(await verb.RunAsync(context, signals.Token), signals, verb);
        }
        catch (ProblemsException e)
        {
            ReportProblems(context, e.Problems);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (signals.Code is { } code)
        {
            return verb!.EndsBySignal ? ExitCode.Done : code;
        }
        catch (Exception e)
        {
            return Report(context, e);
        }
    }

    // No RootCommand: that takes the name of the file it runs from, which a copy may share with a verb.
    private static Command Root(GlobalOptions options, Language language)
    {
        var root = new Command("mooring", new Text(
            "Mooring keeps DNS names at Alibaba Cloud DNS and Tencent Cloud DNSPod pointed at machines whose addresses change.",
            "Mooring 让阿里云云解析和腾讯云 DNSPod 上的域名始终指向地址会变化的机器。").In(language));
        root.Add(new HelpOption { Action = new HelpPage(language) });
        root.Add(new VersionOption());
        foreach (var option in options.All)
        {
            root.Add(option);
        }

        foreach (var verb in Verbs.All(language))
        {
            root.Add(verb);
        }

        return root;
    }

    private static CommandContext Context(
        string[] arguments, ParseResult parsed, GlobalOptions options, Language language,
        Terminal terminal, ProcessEnvironment environment, TimeProvider time, Verb? verb)
    {
        if (verb?.Name == RunCommand.Name && ArgumentScan.ValueOf(arguments, RunCommand.LogFile) is { Length: > 0 } file)
        {
            terminal = terminal.WithErrorsIn(Path.GetFullPath(file, environment.WorkingDirectory));
        }

        var secrets = new SecretScrubber();
        var coloured = environment.FindFilled("NO_COLOR") is null && environment.Find("TERM") != "dumb";
        var (output, error) = (new Paint(coloured && terminal.OutputIsTerminal), new Paint(coloured && terminal.ErrorIsTerminal));
        var printed = terminal with
        {
            Output = new PrintedWriter(terminal.Output, secrets.Scrub, output.IsEnabled),
            Error = new PrintedWriter(terminal.Error, secrets.Scrub, error.IsEnabled),
        };
        return new CommandContext
        {
            Arguments = parsed,
            Options = options,
            Language = language,
            Output = new ResultWriter(printed.Output, GlobalOptions.FormatOf(arguments), language, output),
            Environment = environment,
            Terminal = printed,
            Bare = terminal,
            Time = time,
            Logging = new ErrorStreamLogging(printed.Error, GlobalOptions.LevelOf(arguments, verb?.DefaultLogLevel ?? LogLevel.Warning), time, GlobalOptions.LogFormatOf(arguments)),
            Secrets = secrets,
            ErrorPaint = error,
        };
    }

    private static Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation) =>
        parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Output,
                Error = terminal.Error,
            },
            cancellation);

    // A verb that was stopped half-way may report what it had done as a failure; the signal is the truth.
    private static int AfterSignal(int result, Signals signals, Verb verb) =>
        signals.Code is { } code && result != ExitCode.Done && !verb.EndsBySignal ? code : result;

    private static void ReportProblems(CommandContext context, IReadOnlyList<Problem> problems)
    {
        if (context.Output.IsJson)
        {
            ReportJson(context, problems);
            return;
        }

        foreach (var problem in problems)
        {
            context.Show(problem);
        }
    }

    private static void ReportJson(CommandContext context, IReadOnlyList<Problem> problems)
    {
        try
        {
            context.Output.Json(json => ProblemReport.WriteJson(json, problems, context.Language));
        }
        catch (CommandException e)
        {
            Report(context, e);
        }
    }

    private static int Report(CommandContext context, Exception exception)
    {
        var (text, code) = Describe(exception);
        context.Fail(text);
        context.Log("Cli").LogDebug(exception, "the verb ended with an exception");
        return code;
    }

    private static (Text Text, int Code) Describe(Exception exception) => exception switch
    {
        CommandException known => (known.Text, known.ExitCode),
        StateStoreException state => (state.Text, ExitCode.Partial),
        DnsApiException { Fault: DnsFault.NotFound or DnsFault.Rejected or DnsFault.Conflict or DnsFault.Quota } answer => (answer.Text, ExitCode.Partial),
        DnsApiException api => (api.Text, ExitCode.Unreachable),
        _ => (new Text(
            $"unexpected {exception.GetType().Name}: {exception.Message} (`--log-level debug` shows where)",
            $"意外错误 {exception.GetType().Name}：{exception.Message}（使用 `--log-level debug` 可查看位置）"), ExitCode.Partial),
    };
}
