using System.CommandLine;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Spelling;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>help [VERB…]</c>: what <c>--help</c> behind the verb shows.</summary>
internal static class HelpCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var words = new Argument<string[]>("VERB")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = new Text("The verb; none for the program itself", "命令；不给出则显示程序本身的帮助").In(language),
        };
        var verb = new Verb("help", new Text("Show the help of the program or of a verb", "显示程序或某个命令的帮助"), language)
        {
            Examples = [new Example("mooring help records set", new Text("the same as `mooring records set --help`", "等同于 `mooring records set --help`"))],
            RunAsync = (context, _) => Task.FromResult(Run(context, context.Get(words) ?? [])),
        };
        verb.Add(words);
        return verb;
    }

    private static int Run(CommandContext context, string[] words)
    {
        var command = words.Aggregate(context.Arguments.RootCommandResult.Command, Find);
        foreach (var line in new HelpPage(context.Language).Lines(command))
        {
            context.Output.Line(line);
        }

        return ExitCode.Done;
    }

    private static Command Find(Command group, string word) =>
        group.Subcommands.FirstOrDefault(verb => verb.Name == word) ?? throw new ProblemsException(
            new Text($"there is no verb '{word}'", $"没有命令“{word}”"),
            Nearest.Of(word, group.Subcommands.Select(verb => verb.Name)) is { } near
                ? new Text($"did you mean '{near}'?", $"您是否想输入“{near}”？")
                : new Text("`mooring help` lists the verbs", "`mooring help` 会列出所有命令"),
            word);
}
