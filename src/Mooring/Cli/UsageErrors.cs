using System.CommandLine;
using System.CommandLine.Parsing;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Spelling;

namespace Mooring.Cli;

/// <summary>Says in the reader's language what is wrong with the command line.</summary>
internal static class UsageErrors
{
    /// <summary>All problems; at least one when the result has errors or names no verb that can run.</summary>
    public static IReadOnlyList<Problem> Of(ParseResult result)
    {
        var unmatched = result.UnmatchedTokens.Select(token => Unmatched(token, result.CommandResult.Command));
        var errors = result.Errors.Where(error => error.SymbolResult is ArgumentResult or OptionResult).Select(OfSymbol);
        List<Problem> problems = [.. unmatched, .. errors];
        if (problems.Count == 0)
        {
            problems.Add(result.Errors.Count > 0 && result.CommandResult.Command.Subcommands.Count == 0
                ? new Problem(Text.Same(result.Errors[0].Message), SeeHelp(result.CommandResult.Command))
                : NoVerb(result.CommandResult.Command));
        }

        return problems;
    }

    private static Problem Unmatched(string token, Command command)
    {
        if (Configuration.Refused.Reason(token) is { } reason)
        {
            return new Problem(reason.Message, reason.Mend) { Key = token };
        }

        var isOption = token.StartsWith('-');
        var known = isOption ? OptionsOf(command).Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);
        var nearest = Nearest.Of(token, known);
        var message = isOption
            ? new Text($"there is no option {token}", $"没有选项 {token}")
            : command.Subcommands.Count > 0
                ? new Text($"there is no verb '{token}'", $"没有命令“{token}”")
                : new Text($"'{token}' is one argument too many", $"多余的参数“{token}”");
        return new Problem(message, nearest is null
            ? SeeHelp(command)
            : new Text($"did you mean '{nearest}'?", $"您是否想输入“{nearest}”？")) { Key = token };
    }

    private static Problem OfSymbol(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0, Option: var option } => new Problem(
            new Text($"{option.Name} needs a value", $"{option.Name} 需要一个值"),
            new Text($"write {option.Name} {option.HelpName}", $"请写成 {option.Name} {option.HelpName}")) { Key = option.Name },
        OptionResult { Option: var option } => new Problem(
            Text.Same(error.Message), SeeHelp(CommandOf(error.SymbolResult))) { Key = option.Name },
        ArgumentResult { Parent: OptionResult { Option: var option } } => new Problem(
            new Text($"{option.Name}: the value cannot be read", $"{option.Name}：无法识别该值"),
            SeeHelp(CommandOf(error.SymbolResult))) { Key = option.Name },
        ArgumentResult { Tokens.Count: 0, Argument: var argument } => new Problem(
            new Text($"{argument.Name} is missing", $"缺少 {argument.Name}"),
            SeeHelp(CommandOf(error.SymbolResult))) { Key = argument.Name },
        _ => new Problem(Text.Same(error.Message), SeeHelp(CommandOf(error.SymbolResult))),
    };

    private static Problem NoVerb(Command command) => new(
        new Text("a verb is missing", "缺少命令"),
        new Text(
            $"one of: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}; `{PathOf(command)} --help` tells more",
            $"可用命令：{string.Join("、", command.Subcommands.Select(verb => verb.Name))}；详见 `{PathOf(command)} --help`"));

    private static Text SeeHelp(Command? command) => new(
        $"`{PathOf(command)} --help` shows what can be written", $"`{PathOf(command)} --help` 会列出可用的写法");

    private static Command? CommandOf(SymbolResult? result)
    {
        while (result is not (null or CommandResult))
        {
            result = result.Parent;
        }

        return (result as CommandResult)?.Command;
    }

    private static IEnumerable<Option> OptionsOf(Command? command) =>
        command is null ? [] : command.Options.Concat(command.Parents.OfType<Command>().SelectMany(OptionsOf));

    private static string PathOf(Command? command) => command is null || !command.Parents.Any()
        ? CommandLine.ProgramName
        : $"{PathOf(command.Parents.OfType<Command>().FirstOrDefault())} {command.Name}";
}
