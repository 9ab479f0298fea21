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

    [Fact]
    public async Task The_programs_help_lists_every_verb()
    {
        var help = await Run.Async("--help");

        Assert.All(Verbs.All(Language.English), verb => Assert.Contains($"\n  {verb.Name} ", help.Output, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Flat(IEnumerable<Command> commands, string before) => commands.SelectMany(command =>
        command.Subcommands.Count > 0 ? Flat(command.Subcommands, $"{before}{command.Name} ") : [before + command.Name]);
}
