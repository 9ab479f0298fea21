using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary>What a configuration, a zone and the state hold reaches a terminal as text, whatever it is made of.</summary>
public sealed class HostileTextTests
{
    private const string Escaped = @"\u001b[31m\u001b[2J\u009b2K\u202eX\r\nFORGED";

    private static readonly string Evil = JsonSerializer.Deserialize<string>($"\"{Escaped}\"")!;

    [Theory]
    [InlineData("plan")]
    [InlineData("plan", "--output", "json")]
    [InlineData("update")]
    [InlineData("update", "--language", "zh", "--log-level", "trace")]
    [InlineData("records", "list", "example.com")]
    [InlineData("records", "set", "b.example.com", "A", "192.0.2.9")]
    [InlineData("records", "delete", "c.example.com", "A", "192.0.2.9", "--line", "\u001b[31m\r\nFORGED")]
    public async Task Nothing_steers_a_terminal(params string[] arguments)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync($$"""
            addresses: { odd4: { family: ipv4, source: command, command: ["/no/{{Escaped}}"] } }
            records:
              - { name: a.example.com, account: home, address: odd4 }
              - { name: b.example.com, account: home, type: A, value: 192.0.2.9, line: "{{Escaped}}" }
              - { name: c.example.com, account: home, type: A, value: 192.0.2.9 }
            """);
        harbour.Edit("example.com", records =>
        [
            .. records,
            harbour.Record(Cloud.Alidns, "c TXT x") with { Id = Evil, Value = Evil, Remark = Evil },
            harbour.Record(Cloud.Alidns, "c A 192.0.2.1") with { Remark = Evil },
            harbour.Record(Cloud.Alidns, "c A 192.0.2.2") with { Line = Evil },
        ]);

        AssertPlain(await harbour.RunAsync(arguments));
    }

    [Fact]
    public async Task A_state_written_by_somebody_else_steers_no_terminal_in_the_notice_about_entries_left_over()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("records: [{ name: a.example.com, account: home, type: A, value: 192.0.2.9 }]");
        await harbour.RunAsync("update");
        var id = $"\"{harbour.Holds("example.com").Single().Id}\"";
        foreach (var file in Directory.GetFiles(harbour.State, "*.json", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, File.ReadAllText(file).Replace(id, $"\"{Escaped}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        await harbour.ConfigureAsync("records: []");

        var result = await harbour.RunAsync("update");

        Assert.Contains(@"--id \u001b[31m", result.Error, StringComparison.Ordinal);
        AssertPlain(result);
    }

    private static void AssertPlain(ProgramResult result)
    {
        var shown = result.Output + result.Error;
        Assert.NotEqual("", shown);
        Assert.DoesNotContain(shown, c => c != '\n' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format);
        Assert.DoesNotContain("\nFORGED", shown, StringComparison.Ordinal);
    }
}
