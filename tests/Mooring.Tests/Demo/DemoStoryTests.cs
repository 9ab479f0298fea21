using Mooring.Cli.Commands;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Demo;
using Mooring.Http;
using Mooring.Telling;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Demo;

public sealed class DemoStoryTests
{
    [Fact]
    public async Task A_step_that_fails_ends_in_1_and_is_named_with_what_was_expected()
    {
        await using var harbour = await OpenAsync();
        await harbour.SteerAsync(
            HttpMethod.Post, "faults", """{"provider":"alidns","action":"UpdateDomainRecord","kind":"code","code":"DomainRecordLocked","count":1}""",
            TestContext.Current.CancellationToken);

        var (code, lines) = await TellAsync(harbour);

        Assert.Equal(ExitCode.Partial, code);
        Assert.Contains(lines, line => line.StartsWith("   NOT SO  mooring update: ", StringComparison.Ordinal) && line.EndsWith("; expected: 2 records updated", StringComparison.Ordinal));
        Assert.Contains("   NOT SO  both name servers say: nas.example.com A 203.0.113.1; expected: 203.0.113.77", lines);
        Assert.Equal("   3. The provider hands out a new address; the names follow", lines[^1]);
        Assert.StartsWith("Some of it did not happen (see NOT SO above)", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_comes_true_ends_in_0()
    {
        await using var harbour = await OpenAsync();

        var (code, lines) = await TellAsync(harbour);

        Assert.Equal(ExitCode.Done, code);
        Assert.DoesNotContain(lines, line => line.Contains("NOT SO", StringComparison.Ordinal));
        Assert.StartsWith("All of it happened", lines[^1], StringComparison.Ordinal);
    }

    private static Task<DemoHarbour> OpenAsync() => DemoHarbour.OpenAsync(
        new Workshop
        {
            Time = TimeProvider.System,
            Read = path => ConfigurationLoader.Load(path, Run.Nowhere, ProviderLines.Of),
            Trace = new NoTrace(),
            Notice = _ => { },
        },
        TestContext.Current.CancellationToken);

    private static async Task<(int Code, string[] Lines)> TellAsync(DemoHarbour harbour)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var output = new ResultWriter(said, OutputFormat.Text, Language.English, new Paint(enabled: false));
        var code = await DemoCommand.TellAsync(harbour, output, Language.English, TimeProvider.System, TestContext.Current.CancellationToken);
        return (code, said.ToString().TrimEnd().Split('\n'));
    }

    private sealed class NoTrace : IApiTrace
    {
        public void Attempted(ApiAttempt attempt)
        {
        }
    }
}
