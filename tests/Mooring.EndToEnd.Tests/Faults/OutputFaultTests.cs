using System.Runtime.Versioning;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>Results that cannot be written are told in one sentence, and no reason to leave work half done.</summary>
[SupportedOSPlatform("linux")]
public sealed class OutputFaultTests
{
    [Theory]
    [InlineData("update")]
    [InlineData("update --output json")]
    public async Task An_update_whose_output_is_full_has_done_its_work_and_remembers_it(string verb)
    {
        await using var harbour = await OpenAsync();

        var result = await ShellAsync(harbour, $"\"$mooring\" {verb} > /dev/full");
        var next = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("error: the output could not be written: No space left on device\n", result.Error);
        Assert.Equal(["new A 203.0.113.9"], await harbour.RecordsAsync("example.com"));
        Assert.Equal(1, next.Json.GetProperty("summary").GetProperty("unchanged").GetInt32());
        Assert.Contains("\"records\": [\n    {", await File.ReadAllTextAsync(Path.Combine(harbour.State, "accounts/home/zones/example.com.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_output_is_told_in_one_sentence_and_in_the_readers_language()
    {
        await using var harbour = await OpenAsync();

        var english = await ShellAsync(harbour, "\"$mooring\" plan >&-");
        var chinese = await ShellAsync(harbour, "\"$mooring\" plan --language zh >&-");

        Assert.Equal((1, "error: the output could not be written: standard output is closed\n"), (english.ExitCode, english.Error));
        Assert.Equal((1, "错误：无法写出结果：标准输出已关闭\n"), (chinese.ExitCode, chinese.Error));
    }

    [Fact]
    public async Task Problems_that_cannot_be_written_end_with_the_code_of_problems()
    {
        await using var harbour = await OpenAsync();
        await harbour.WriteAsync("acounts: {}\n");

        var result = await ShellAsync(harbour, "\"$mooring\" update --output json > /dev/full");

        Assert.Equal((2, "error: the output could not be written: No space left on device\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task A_reader_that_leaves_early_is_no_fault()
    {
        await using var harbour = await OpenAsync();

        var result = await ShellAsync(harbour, "\"$mooring\" schema | head -1; \"$mooring\" plan | true");

        Assert.Equal((0, "{\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: new.example.com, account: home, address: four }
            """);
        return harbour;
    }

    private static async Task<ProgramResult> ShellAsync(Harbour harbour, string script)
    {
        using var process = MooringProgram.StartOther(
            harbour.Directory, ["sh", "-c", script], new Dictionary<string, string>(StringComparer.Ordinal) { ["mooring"] = MooringProgram.Path });
        return await MooringProgram.FinishAsync(process);
    }
}
