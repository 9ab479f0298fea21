using System.Text.Json;
using Mooring.Cli;
using Mooring.Configuration;
using Mooring.Telling;

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

    [Theory]
    [InlineData("plna", "plan")]
    [InlineData("udpate", "update")]
    [InlineData("record", "records")]
    public async Task A_mistyped_verb_suggests_the_nearest(string typed, string meant)
    {
        var result = await Run.Async(typed);

        Assert.Equal(2, result.Code);
        Assert.Contains($"there is no verb '{typed}'", result.Error, StringComparison.Ordinal);
        Assert.Contains($"did you mean '{meant}'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_may_stand_before_or_after_the_verb()
    {
        var file = Path.Combine(Path.GetTempPath(), "no-such-directory", "mooring.yaml");

        var before = await Run.Async("--config", file, "--output", "json", "check");
        var after = await Run.Async("check", "--output", "json", "--config", file);
        var equals = await Run.Async("check", "--output=json", $"--config={file}");

        Assert.Equal(before, after);
        Assert.Equal(before, equals);
        Assert.Equal(2, before.Code);
        Assert.Equal(file, JsonDocument.Parse(before.Output).RootElement.GetProperty("errors")[0].GetProperty("file").GetString());
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task Colours_are_for_terminals_that_want_them(string variable, bool coloured)
    {
        var environment = variable.Split('=') is [var name, var value]
            ? Run.Nowhere with { Variables = ProcessEnvironment.VariablesOf([(name, value)]) }
            : Run.Nowhere;

        var seen = await Run.InAsync(environment, atTerminal: true, "plna");
        var piped = await Run.InAsync(environment, atTerminal: false, "plna");

        Assert.Equal(coloured, seen.Error.Contains('\u001b', StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', piped.Error);
    }

    [Theory]
    [InlineData("info", false)]
    [InlineData("debug", true)]
    public async Task Something_unforeseen_is_one_clear_line_and_a_stack_only_for_debugging(string level, bool withStack)
    {
        var broken = new StreamWriter(new FullDisk()) { AutoFlush = true };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal { Input = TextReader.Null, Output = broken, Error = error };

        var code = await CommandLine.RunAsync(["schema", "--log-level", level], terminal, Run.Nowhere, TimeProvider.System);

        Assert.Equal(1, code);
        Assert.StartsWith("error: unexpected IOException: no space left (`--log-level debug` shows where)\n", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(withStack, error.ToString().Contains("   at ", StringComparison.Ordinal));
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no space left");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("no space left");
    }
}
