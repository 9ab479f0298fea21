using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Import;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Import;

/// <summary>
/// Every file in <c>Wrong/</c> beside its <c>.expected</c>: one line for each problem, <c>line:column key | message | mend</c>.
/// </summary>
public sealed class WrongImportTests
{
    private static readonly string Wrong = Path.Combine(AppContext.BaseDirectory, "Import", "Wrong");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Wrong).Where(file => !file.Contains(".expected", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> DdnsConfs => [.. Files.Select(row => row.Data).Where(name => name.EndsWith(".conf", StringComparison.Ordinal))];

    [Fact]
    public void There_are_at_least_fifteen_cases() => Assert.True(Files.Count >= 15);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_wrong_file_gives_every_place_key_message_and_mend(string name)
    {
        var problems = Assert.Throws<ProblemsException>(() => Importer.Import(Path.Combine(Wrong, name), null, Run.Nowhere, ProviderLines.Of)).Problems;

        var actual = string.Concat(problems.Select(problem => Line(problem) + "\n"));
        var expected = Path.Combine(Wrong, name + ".expected");
        if (!File.Exists(expected) || File.ReadAllText(expected) != actual)
        {
            File.WriteAllText(expected + ".actual", actual);
            Assert.Fail($"{expected} differs from {expected}.actual");
        }

        Assert.All(problems, problem =>
        {
            Assert.Equal(Path.Combine(Wrong, name), problem.File);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.Message.Chinese);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.Mend.Chinese);
        });
    }

    [Theory]
    [MemberData(nameof(DdnsConfs))]
    public async Task A_wrong_ddns_conf_has_the_same_errors_when_it_is_run_as_it_is(string name)
    {
        var imported = await Run.Async("import", Path.Combine(Wrong, name));
        var run = await Run.Async("update", "--config", Path.Combine(Wrong, name));

        Assert.Equal((2, 2), (imported.Code, run.Code));
        Assert.NotEmpty(imported.Error);
        Assert.All(imported.Error.Split('\n'), line => Assert.Contains(line, run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_error_shows_a_secret(string name)
    {
        var result = await Run.Async("import", Path.Combine(Wrong, name));

        Assert.DoesNotContain("example-access-key", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("example-secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("100%secret", result.Output + result.Error, StringComparison.Ordinal);
    }

    private static string Line(Problem problem) =>
        $"{problem.Line}:{problem.Column} {problem.Key ?? "-"} | {problem.Message.In(Language.English)} | {problem.Mend.In(Language.English)}";
}
