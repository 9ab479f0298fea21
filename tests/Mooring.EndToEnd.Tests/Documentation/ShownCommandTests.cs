using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Documentation;

/// <summary>Every command that a page shows does what it is for, with files in the forms that the pages speak of.</summary>
public sealed class ShownCommandTests(Quay quay) : IClassFixture<Quay>
{
    /// <summary>Commands that end with another exit code here than 0, or with one of several, and why.</summary>
    private static readonly Dictionary<string, int[]> Others = new(StringComparer.Ordinal)
    {
        // A sandbox of documentation names is not all healthy: no registry delegates them.
        ["doctor"] = [0, 1],
        // Only certbot gives them what they need.
        ["certbot auth"] = [2],
        ["certbot cleanup"] = [2],
        // Where the account was given up just before, there is none.
        ["cert account rollover"] = [0, 1],
        // It asks, and nobody answers here.
        ["init"] = [2],
        // Not every machine has a service manager; `ServiceTests` has what they do.
        ["service"] = [0, 1, 2],
    };

    public static TheoryData<string> Commands() => [.. ShownCommands.Pages.SelectMany(page => ShownCommands.In(Checkout.Read(page))).Select(line => line.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task It_runs(string command)
    {
        if (command.StartsWith("service install", StringComparison.Ordinal) || command == "service uninstall")
        {
            // It would change the machine that the tests run on.
            command += " --help";
        }

        var result = await quay.RunAsync(command);

        var expected = Others.Where(other => command.StartsWith(other.Key, StringComparison.Ordinal)).Select(other => other.Value).FirstOrDefault() ?? [0];
        Assert.True(expected.Contains(result.ExitCode), $"mooring {command}: {result}");
    }

    [Fact]
    public void Commands_are_found() => Assert.True(Commands().Count > 50);
}
