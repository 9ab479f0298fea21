using System.CommandLine;
using Mooring.Cli;
using Mooring.Core;

namespace Mooring.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> AllVerbs => [.. Flat(Verbs.All(Language.English), "")];

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public async Task Every_verb_explains_itself_in_both_languages(string verb)
    {
        var english = await Run.Async([.. verb.Split(' '), "--help"]);
        var chinese = await Run.Async(["--language", "zh", .. verb.Split(' '), "--help"]);

        Assert.Equal((0, 0), (english.Code, chinese.Code));
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", english.Output);
        Assert.Contains($"mooring {verb}", english.Output, StringComparison.Ordinal);
        Assert.Contains("--config FILE", english.Output, StringComparison.Ordinal);
        var explained = chinese.Output.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal) || line.StartsWith("  -h", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(explained);
        Assert.All(explained, line => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", line));
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", chinese.Output.Split('\n')[0]);
    }

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public void Every_verb_shows_an_example(string verb)
    {
        var root = Verbs.All(Language.English).First(command => command.Name == verb.Split(' ')[0]);
        var command = verb.Split(' ').Skip(1).Aggregate(root, (group, name) => group.Subcommands.First(sub => sub.Name == name));

        Assert.NotEmpty(Assert.IsType<Verb>(command).Examples);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("help update")]
    [InlineData("help records set")]
    [InlineData("--language zh help records")]
    public async Task Help_is_a_verb_too(string commandLine)
    {
        var asked = commandLine.Replace("help ", "", StringComparison.Ordinal).Replace("help", "", StringComparison.Ordinal);

        var help = await Run.Async(commandLine.Split(' '));
        var option = await Run.Async([.. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(option, help);
        Assert.Equal(0, help.Code);
    }

    [Fact]
    public async Task Help_for_an_unknown_verb_names_the_nearest()
    {
        var help = await Run.Async("help", "updaet");

        Assert.Equal(2, help.Code);
        Assert.Contains("did you mean 'update'?", help.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_programs_help_lists_every_verb()
    {
        var help = await Run.Async("--help");

        Assert.All(Verbs.All(Language.English), verb => Assert.Contains($"\n  {verb.Name} ", help.Output, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Flat(IEnumerable<Command> commands, string before) => commands.SelectMany(command =>
        command.Subcommands.Count > 0 ? Flat(command.Subcommands, $"{before}{command.Name} ") : [before + command.Name]);
}
