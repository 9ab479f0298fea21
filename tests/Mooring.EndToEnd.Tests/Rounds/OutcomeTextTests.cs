using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>What a round comes to, in its last line.</summary>
public sealed class OutcomeTextTests
{
    private const string Three = """
        daemon: { interval: 10s }
        records:
          - { name: a.example.com, account: home, type: A, value: 192.0.2.9 }
          - { name: b.example.com, account: home, type: A, value: 192.0.2.9 }
          - { name: c.example.com, account: home, absent: [A] }
        """;

    [Theory]
    [InlineData("plan", "en", "1 to add, 1 to update, 1 to delete, 0 unchanged, 0 skipped, 0 failed; ")]
    [InlineData("plan", "zh", "待添加 1，待更新 1，待删除 1，未变 0，跳过 0，失败 0；")]
    [InlineData("update --dry-run", "en", "1 to add, 1 to update, 1 to delete, 0 unchanged, 0 skipped, 0 failed; ")]
    [InlineData("update", "en", "1 added, 1 updated, 1 deleted, 0 unchanged, 0 skipped, 0 failed; ")]
    [InlineData("update", "zh", "添加 1，更新 1，删除 1，未变 0，跳过 0，失败 0；")]
    public async Task A_plan_says_what_is_to_be_done_and_an_update_what_was(string verb, string language, string last)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("records: [{ name: b.example.com, account: home, type: A, value: 192.0.2.8 }, { name: c.example.com, account: home, type: A, value: 192.0.2.8 }]");
        await harbour.RunAsync("update");
        await harbour.ConfigureAsync(Three);

        var result = await harbour.RunAsync([.. verb.Split(' '), "--language", language]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith(last, LastLine(result.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "partial: 1 added, 0 updated, 0 deleted, 1 unchanged, 0 skipped, 1 failed; ")]
    [InlineData("zh", "部分完成：添加 1，更新 0，删除 0，未变 1，跳过 0，失败 1；")]
    public async Task A_round_in_which_some_failed_and_the_rest_was_done_is_partial(string language, string last)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Three);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = "AddDomainRecord", Code = "DomainRecordLocked", Count = 1 });

        var result = await harbour.RunAsync("update", "--language", language);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(last, LastLine(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_in_which_nothing_was_done_is_not_partial()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Three);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = "DescribeDomains", Code = "Forbidden.RAM" });

        var result = await harbour.RunAsync("update");

        Assert.DoesNotContain("partial", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daemon_says_that_a_round_was_partial()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Three);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = "AddDomainRecord", Code = "DomainRecordLocked", Count = 1 });
        await using var daemon = RunningProgram.Start(harbour, "run");

        await daemon.SaysAsync("partial: 1 of 3 failed or were left alone, the rest was done");
    }

    [Theory]
    [InlineData("mooring.yaml", "")]
    [InlineData("my other.yaml", " --config 'DIRECTORY/my other.yaml'")]
    public async Task The_command_that_removes_what_an_entry_left_can_be_typed_as_it_stands(string file, string options)
    {
        await using var harbour = await Harbour.OpenAsync();
        async Task<ProgramResult> UpdateAsync(string records)
        {
            await harbour.ConfigureAsync(records);
            var path = Path.Combine(harbour.Directory, file);
            File.Move(harbour.ConfigurationFile, path, overwrite: true);
            return await harbour.RunAsync(["update", .. file == "mooring.yaml" ? [] : (string[])["--config", file]]);
        }

        await UpdateAsync("records: [{ name: a.example.com, account: home, type: A, value: 192.0.2.9 }]");
        var id = harbour.Holds("example.com").Single().Id;
        var result = await UpdateAsync("records: []");

        Assert.Contains(
            $"`mooring records delete a.example.com A --id {id}{options.Replace("DIRECTORY", harbour.Directory, StringComparison.Ordinal)} --account home`", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "HmacSHA256")]
    [InlineData("signature-method: HmacSHA1", "HmacSHA1")]
    [InlineData("signature-method: HmacSHA256", "HmacSHA256")]
    public async Task Cns_v2_is_signed_as_the_account_says(string setting, string method)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.WriteAsync($$"""
            accounts:
              old: { {{string.Join(", ", ((string[])[Cloud.Cns.Settings(harbour.Endpoint(Cloud.Cns)).Trim('{', '}', ' '), setting]).Where(part => part.Length > 0))}} }
            state: {{harbour.State}}
            records: [{ name: a.example.net, account: old, type: A, value: 192.0.2.9 }]
            """);

        var result = await harbour.RunAsync("update", "--log-level", "trace");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["a A 192.0.2.9"], await harbour.RecordsAsync("example.net"));
        Assert.All(
            result.Error.Split('\n').Where(line => line.Contains(" attempt ", StringComparison.Ordinal)),
            line => Assert.Contains($"SignatureMethod={method}&", line, StringComparison.Ordinal));
    }

    private static string LastLine(string output) => output.TrimEnd('\n').Split('\n')[^1];
}
