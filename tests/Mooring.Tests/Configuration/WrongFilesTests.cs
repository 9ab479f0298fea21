using System.Text.Json;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Configuration;

/// <summary>
/// Every file in <c>Wrong/</c> beside its <c>.expected</c>: one line for each problem, <c>line:column key | message | mend</c>.
/// </summary>
public sealed class WrongFilesTests
{
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Configuration", "Wrong");

    public static TheoryData<string> Cases => [.. System.IO.Directory.GetFiles(Directory, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_at_least_forty_cases() => Assert.True(Cases.Count >= 40);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_file_gives_every_place_key_message_and_mend(string name)
    {
        var file = Path.Combine(Directory, name + ".yaml");

        var loaded = ConfigurationLoader.Load(file, Run.Nowhere, ProviderLines.Of);

        Assert.Null(loaded.Configuration);
        Assert.Equal(
            File.ReadAllText(Path.ChangeExtension(file, ".expected")).TrimEnd(),
            string.Join('\n', loaded.Errors.Select(Line)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_file_is_explained_in_Chinese_too(string name)
    {
        var loaded = ConfigurationLoader.Load(Path.Combine(Directory, name + ".yaml"), Run.Nowhere, ProviderLines.Of);

        Assert.All(loaded.Errors, error =>
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", error.Message.Chinese);
            Assert.DoesNotMatch("不是[A-Za-z]", error.Message.Chinese);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", error.Mend.Chinese);
        });
    }

    [Fact]
    public async Task All_problems_are_shown_at_once_with_exit_code_2()
    {
        var file = Path.Combine(Directory, "everything-at-once.yaml");

        var text = await Run.Async("check", "--config", file);
        var json = await Run.Async("check", "--config", file, "--output", "json");

        Assert.Equal(2, text.Code);
        Assert.Contains($"{file}:6:63: records[0].address[1]: error: there is no address source 'wan6'\n  did you mean 'wan4'?\n", text.Error, StringComparison.Ordinal);
        Assert.Equal(2, json.Code);
        var errors = JsonDocument.Parse(json.Output).RootElement.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(8, errors.Count);
        Assert.All(errors, error => Assert.Equal(file, error.GetProperty("file").GetString()));
        Assert.Equal("deamon", errors[^1].GetProperty("key").GetString());
        Assert.Equal(8, errors[^1].GetProperty("line").GetInt32());
        Assert.Equal(1, errors[^1].GetProperty("column").GetInt32());
    }

    private static string Line(Problem problem) =>
        $"{problem.Line}:{problem.Column} {problem.Key ?? "-"} | {problem.Message.In(Language.English)} | {problem.Mend.In(Language.English)}";
}
