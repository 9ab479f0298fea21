using System.Text.Json;
using Microsoft.Extensions.Logging;
using Mooring.Cli.Logging;
using Mooring.Telling;
using Mooring.Testing;

namespace Mooring.Tests.Cli;

public sealed class JsonLogTests
{
    [Fact]
    public void An_entry_is_one_object_with_time_level_category_message_and_what_the_message_is_made_from()
    {
        var line = Log(log => log.LogInformation("round done: {Lines} lines, {Name}", 3, "电信 \"x\"\n\u001b[2J"));

        Assert.Equal("2026-01-01T00:00:00.000Z", line.GetProperty("time").GetString());
        Assert.Equal(("info", "Engine.Round"), (line.GetProperty("level").GetString(), line.GetProperty("category").GetString()));
        Assert.Equal("round done: 3 lines, 电信 \"x\"\n\u001b[2J", line.GetProperty("message").GetString());
        Assert.Equal(3, line.GetProperty("fields").GetProperty("lines").GetInt32());
        Assert.Equal("电信 \"x\"\n\u001b[2J", line.GetProperty("fields").GetProperty("name").GetString());
    }

    [Fact]
    public void An_exception_stands_in_its_entry_and_fields_that_are_none_are_left_out()
    {
        var line = Log(log => log.LogError(new InvalidOperationException("no"), "failed"));

        Assert.Equal("InvalidOperationException: no", line.GetProperty("exception").GetString());
        Assert.False(line.TryGetProperty("fields", out _));
    }

    [Fact]
    public void A_secret_reaches_no_field()
    {
        var line = Log(log => log.LogWarning("sent {What}", "sandbox\"secret")).GetRawText();

        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        Assert.Contains("***", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_is_told_beside_the_log_is_an_object_too()
    {
        var result = await Run.Async("check", "--config", "/no/such/mooring.yaml", "--log-format", "json");

        Assert.Equal(2, result.Code);
        var problem = JsonDocument.Parse(Assert.Single(result.Error.TrimEnd().Split('\n'))).RootElement;
        Assert.Equal(("error", "Cli"), (problem.GetProperty("level").GetString(), problem.GetProperty("category").GetString()));
        Assert.NotEmpty(problem.GetProperty("message").GetString()!);
        Assert.NotEmpty(problem.GetProperty("fields").GetProperty("mend").GetString()!);
    }

    [Fact]
    public async Task Another_form_is_wrong_usage()
    {
        var result = await Run.Async("check", "--log-format", "xml");

        Assert.Equal(2, result.Code);
        Assert.Contains("--log-format: 'xml' is none of text, json", result.Error, StringComparison.Ordinal);
    }

    private static JsonElement Log(Action<ILogger> say)
    {
        using var lines = new StringWriter { NewLine = "\n" };
        var secrets = new SecretScrubber();
        secrets.Add("sandbox\"secret");
        using var printed = new PrintedWriter(lines, secrets.Scrub, coloured: false);
        using var logging = new ErrorStreamLogging(printed, LogLevel.Information, new ManualClock(), LogFormat.Json);
        say(logging.CreateLogger("Mooring.Engine.Round"));
        return JsonDocument.Parse(Assert.Single(lines.ToString().TrimEnd('\n').Split('\n'))).RootElement;
    }
}
