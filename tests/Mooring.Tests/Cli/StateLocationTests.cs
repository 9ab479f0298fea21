using System.Text.Json;

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
}
