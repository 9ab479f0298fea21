using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Services;

/// <summary>What one sees of a daemon from beside it.</summary>
public sealed class BesideTests
{
    [Fact]
    public async Task Update_and_service_status_tell_of_the_daemon_and_end_well()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              home: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: home }
            """);
        Assert.Equal(1, (await harbour.RunAsync("service", "status")).ExitCode);

        await using var daemon = RunningProgram.Start(harbour);
        await daemon.SaysAsync("round done");

        var update = await harbour.RunAsync("update", "--language", "en");
        Assert.True(update.ExitCode == 0, $"{update}");
        Assert.Contains($"a daemon (process {daemon.Id}) keeps these records already; this run looks once beside it", update.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("daemon", (await harbour.RunAsync("plan")).Error, StringComparison.Ordinal);

        var status = await harbour.RunAsync("service", "status", "--output", "json");
        Assert.Equal(daemon.Id, status.Json.GetProperty("daemon").GetProperty("process").GetInt32());
        Assert.True(status.Json.GetProperty("daemon").GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task A_secret_that_the_unit_was_not_given_yet_is_given_by_installing_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can become the user of a service");
        await using var harbour = await Harbour.OpenAsync();
        var secret = Path.Combine(harbour.Directory, "alidns.secret");
        await File.WriteAllTextAsync(secret, "secret\n", TestContext.Current.CancellationToken);
        await harbour.WriteAsync($"accounts:\n  home: {{ provider: alidns, access-key-id: id, access-key-secret: \"${{file:{secret}}}\" }}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        }

        var checkedIt = await RunAsAnotherAsync(
            harbour, ["check"], new Dictionary<string, string>(StringComparer.Ordinal) { ["INVOCATION_ID"] = "0", ["STATE_DIRECTORY"] = "/var/lib/mooring" });

        Assert.Equal(2, checkedIt.ExitCode);
        Assert.Contains($"the service may not read {secret}", checkedIt.Error, StringComparison.Ordinal);
        Assert.Contains("`sudo mooring service install` again", checkedIt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_enter_the_state_of_a_service_is_not_told_that_none_runs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can become another user");
        await using var harbour = await Harbour.OpenAsync();
        await harbour.WriteAsync($"accounts: {{}}\nstate: {harbour.State}\n");

        // As systemd keeps the state of a service with a user of its own.
        var services = Directory.CreateDirectory(Path.Combine(harbour.Directory, "private"));
        services.CreateSubdirectory("state");
        Directory.CreateSymbolicLink(harbour.State, "private/state");
        if (!OperatingSystem.IsWindows())
        {
            services.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        var status = await RunAsAnotherAsync(harbour, ["service", "status"]);

        Assert.Contains("whether a daemon runs, this user may not know", status.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs the program on the harbour's configuration as a user without any rights.</summary>
    private static async Task<ProgramResult> RunAsAnotherAsync(Harbour harbour, string[] verb, Dictionary<string, string>? variables = null)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(harbour.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            File.SetUnixFileMode(harbour.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        }

        using var process = MooringProgram.StartOther(
            harbour.Directory,
            ["setpriv", "--reuid=61184", "--regid=61184", "--clear-groups", CopyFor(harbour), .. verb, "--config", harbour.ConfigurationFile, "--language", "en"],
            variables);
        return await MooringProgram.FinishAsync(process);
    }

    /// <summary>A copy of the program where the user of a service can run it: a checkout may lie in a private directory.</summary>
    private static string CopyFor(Harbour harbour)
    {
        var directory = Directory.CreateDirectory(Path.Combine(harbour.Directory, "program")).FullName;
        var built = Path.GetDirectoryName(MooringProgram.Path)!;
        foreach (var file in Directory.GetFiles(built, "*.dll").Concat(Directory.GetFiles(built, "mooring*.json")).Append(MooringProgram.Path))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        return Path.Combine(directory, Path.GetFileName(MooringProgram.Path));
    }
}
