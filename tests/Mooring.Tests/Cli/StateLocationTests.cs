using System.Text.Json;
using Mooring.Composition;
using Mooring.Configuration;

namespace Mooring.Tests.Cli;

public sealed class StateLocationTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-test-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("update")]
    [InlineData("run")]
    [InlineData("addresses")]
    public async Task A_user_without_a_home_is_told_to_set_state_as_of_any_gap_in_the_configuration(string verb)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the variables of Windows name a directory");
        var file = Path.Combine(directory, "mooring.yaml");
        await File.WriteAllTextAsync(file, "accounts: {}\n", TestContext.Current.CancellationToken);

        var result = await Run.InAsync(Run.Nowhere with { HomeDirectory = null, UserId = 1000 }, verb, "--config", file, "--output", "json");

        Assert.True(result.Code == 2, result.ToString());
        var error = Assert.Single(JsonDocument.Parse(result.Output).RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal((file, "state"), (error.GetProperty("file").GetString(), error.GetProperty("key").GetString()));
        Assert.Contains("home", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("`state:`", error.GetProperty("mend").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/var/lib/mooring")]
    [InlineData("state: STATE\n", null)]
    public void A_daemon_may_be_where_a_service_keeps_its_state_unless_the_configuration_names_another_place(string line, string? alsoIn)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the directories of Unix");
        var state = Path.Combine(directory, "mooring");
        var environment = Run.Nowhere with { UserId = 1000, Variables = ProcessEnvironment.VariablesOf([("XDG_STATE_HOME", directory)]) };
        var loaded = ConfigurationLoader.Parse(
            "accounts: {}\n" + line.Replace("STATE", state, StringComparison.Ordinal), "/etc/mooring/mooring.yaml", environment, ProviderLines.Of);

        var places = StateLocation.WhereDaemonsMayBe(loaded.Configuration!);

        Assert.Equal(alsoIn is null ? [state] : [state, alsoIn], places);
    }
}
