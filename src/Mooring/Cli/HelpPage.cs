using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>The help of a verb or of the program, in the reader's language, with examples.</summary>
internal sealed class HelpPage(Language language) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        foreach (var line in Lines(parseResult.CommandResult.Command))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(line);
        }

        return ExitCode.Done;
    }

    /// <summary>The lines of the page.</summary>
    public IEnumerable<string> Lines(Command command)
    {
        yield return command.Description ?? "";
        if ((command as Verb)?.Details is { } details)
        {
            yield return details.In(language);
        }

        IEnumerable<string> sections =
        [
            .. Section(new Text("Usage", "用法"), [Usage(command)]),
            .. Section(new Text("Verbs", "命令"), Columns(command.Subcommands.Where(verb => !verb.Hidden).Select(Describe))),
            .. Section(new Text("Arguments", "参数"), Columns(command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")))),
            .. Section(new Text("Options", "选项"), Columns(Visible(command).Where(option => !option.Recursive || !command.Parents.Any()).Select(Describe))),
            .. Section(new Text("Options of every verb", "通用选项"), Columns(Inherited(command).Select(Describe))),
            .. Section(new Text("Examples", "示例"), Examples(command)),
        ];
        foreach (var line in sections)
        {
            yield return line;
        }
    }

    private IEnumerable<string> Section(Text title, IEnumerable<string> lines)
    {
        var body = lines.ToList();
        return body.Count == 0 ? [] : ["", title.In(language) + (language == Language.Chinese ? "：" : ":"), .. body.Select(line => "  " + line)];
    }

    private static IEnumerable<string> Columns(IEnumerable<(string Term, string Meaning)> rows)
    {
        var known = rows.ToList();
        var width = known.Select(row => TextWidth.Of(row.Term)).DefaultIfEmpty().Max() + 2;
        return known.Select(row => (TextWidth.Pad(row.Term, width) + row.Meaning).TrimEnd());
    }

    private static (string, string) Describe(Command verb) => (verb.Name, verb.Description ?? "");

    private (string, string) Describe(Option option) => (
        string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?").Append(option.Name))
            + (option.HelpName is { } value ? $" {value}" : ""),
        option switch
        {
            HelpOption => new Text("Show this help", "显示本帮助").In(language),
            VersionOption => new Text("Show the version", "显示版本").In(language),
            _ => option.Description ?? "",
        });

    private static IEnumerable<Option> Visible(Command command) => command.Options.Where(option => !option.Hidden);

    private static IEnumerable<Option> Inherited(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => Inherited(parent).Concat(Visible(parent).Where(option => option.Recursive)));

    private static string Usage(Command command)
    {
        List<string> words = [.. PathOf(command)];
        words.AddRange(command.Arguments.Select(Placeholder));
        if (command.Subcommands.Count > 0)
        {
            words.Add("VERB");
        }

        words.Add("[OPTIONS]");
        return string.Join(' ', words);
    }

    private static string Placeholder(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static IEnumerable<string> PathOf(Command command) => !command.Parents.Any()
        ? [CommandLine.ProgramName]
        : command.Parents.OfType<Command>().Take(1).SelectMany(PathOf).Append(command.Name);

    private IEnumerable<string> Examples(Command command) =>
        (command as Verb)?.Examples.SelectMany(example => new[] { example.CommandLine, "    " + example.Meaning.In(language) }) ?? [];
}
