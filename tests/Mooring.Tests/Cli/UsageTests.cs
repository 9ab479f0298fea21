using System.Text.Json;
using Mooring.Configuration;

namespace Mooring.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--skipVerify")]
    [InlineData("-skipVerify")]
    [InlineData("--insecure")]
    [InlineData("--insecure=true")]
    public async Task Refuses_to_go_without_verification_and_says_why(string option)
    {
        var result = await Run.Async(option);

        Assert.Equal(2, result.Code);
        Assert.Contains("without verification anybody on the path can read and change your DNS records", result.Error, StringComparison.Ordinal);
        Assert.Contains("root-certificates: FILE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_wrong_usage_as_json_on_request()
    {
        var result = await Run.Async("--nonsense", "--output", "json");

        Assert.Equal(2, result.Code);
        Assert.Empty(result.Error);
        var error = Assert.Single(JsonDocument.Parse(result.Output).RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal("--nonsense", error.GetProperty("key").GetString());
        Assert.Equal("there is no option --nonsense", error.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("file").ValueKind);
        Assert.Equal(JsonValueKind.Null, error.GetProperty("line").ValueKind);
        Assert.False(string.IsNullOrEmpty(error.GetProperty("mend").GetString()));
    }

    [Fact]
    public async Task Suggests_the_nearest_option()
    {
        var result = await Run.Async("--langauge", "zh");

        Assert.Equal(2, result.Code);
        Assert.Contains("did you mean '--language'?", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", "xml", "'xml' is none of text, json")]
    [InlineData("--language", "fr", "'fr' is none of en, zh")]
    [InlineData("--log-level", "loud", "'loud' is none of trace, debug, info, warn, error")]
    public async Task Refuses_a_word_that_an_option_does_not_know(string option, string word, string message)
    {
        var result = await Run.Async(option, word);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_an_option_lacks_its_value()
    {
        var result = await Run.Async("--config");

        Assert.Equal(2, result.Code);
        Assert.Contains("--config needs a value", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_verb_is_missing()
    {
        var result = await Run.Async();

        Assert.Equal(2, result.Code);
        Assert.Contains("a verb is missing", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LC_ALL=zh_CN.UTF-8", "用法")]
    [InlineData("LC_ALL=C LANG=zh_CN.UTF-8", "Usage")]
    [InlineData("LC_ALL= LC_MESSAGES=zh_TW LANG=en_US", "用法")]
    [InlineData("LANG=zh", "用法")]
    [InlineData("LANG=en_GB.UTF-8", "Usage")]
    public async Task Speaks_the_language_of_the_locale(string variables, string expected)
    {
        var environment = Run.Nowhere with
        {
            Variables = ProcessEnvironment.VariablesOf(variables.Split(' ').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))),
        };

        var result = await Run.InAsync(environment, "--help");

        Assert.Equal(0, result.Code);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_option_wins_over_the_locale()
    {
        var chinese = Run.Nowhere with { Variables = ProcessEnvironment.VariablesOf([("LANG", "zh_CN.UTF-8")]) };

        var result = await Run.InAsync(chinese, "--help", "--language", "en");

        Assert.Contains("Usage", result.Output, StringComparison.Ordinal);
    }
}
