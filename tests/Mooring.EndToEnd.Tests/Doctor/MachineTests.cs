using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>What <c>doctor</c> says of the machine, the configuration and the state.</summary>
public sealed class MachineTests
{
    [Fact]
    public async Task A_daemon_is_found_by_its_lock_and_gone_with_it()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("");
        await using (var daemon = RunningProgram.Start(harbour))
        {
            await daemon.SaysAsync("serving 0 entries");

            var beside = await harbour.RunAsync("doctor", "--output", "json");

            Assert.Contains("the daemon serves this state (process ", Findings.Only(beside, "daemon.running").GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        var alone = await harbour.RunAsync("doctor", "--output", "json");

        Assert.DoesNotContain("serves this state (", Findings.Only(alone, "daemon.running").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_leaves_no_trace()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("");

        var result = await harbour.RunAsync("doctor", "--output", "json");

        Assert.Equal("ok", Findings.Only(result, "state.directory").GetProperty("severity").GetString());
        Assert.False(Directory.Exists(harbour.State));
    }

    [Fact]
    public async Task What_the_configuration_s_reader_warns_of_is_a_finding_and_not_told_twice()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(harbour.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        var result = await harbour.RunAsync("doctor", "--output", "json", "--language", "zh");

        var finding = Findings.Only(result, "configuration.warning");
        Assert.Equal("warning", finding.GetProperty("severity").GetString());
        Assert.Equal($"请执行 `chmod 0600 {harbour.ConfigurationFile}`", finding.GetProperty("mend").GetString());
        Assert.DoesNotContain("chmod", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_is_what_is_wrong_with_who_can_write_the_state()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights");
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(harbour.State).UnixFileMode |= UnixFileMode.OtherWrite;
        }

        var result = await harbour.RunAsync("doctor", "--output", "json", "--language", "en");

        Assert.Contains("can be written by others", Findings.Only(result, "state.directory").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("can be written by others", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_place_of_the_state_directory_is_a_fault()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("");
        await File.WriteAllTextAsync(harbour.State, "", TestContext.Current.CancellationToken);

        var result = await harbour.RunAsync("doctor", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("fault", Findings.Only(result, "state.directory").GetProperty("severity").GetString());
    }
}
