using System.Diagnostics;
using Mooring.Composition;
using Mooring.Configuration;

namespace Mooring.Tests.Composition;

/// <summary>Who may own state.</summary>
public sealed class StateTrustTests : IDisposable
{
    private const string Nobody = "65534";

    private readonly string services = Directory.CreateTempSubdirectory("mooring-test-").FullName;

    private string State => Path.Combine(services, "mooring");

    public void Dispose() => Directory.Delete(services, recursive: true);

    [Fact]
    public async Task Root_is_told_of_state_that_another_user_owns_unless_systemd_keeps_it_for_a_service()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives files away");
        Directory.CreateDirectory(State);
        await GiveAsync(State);

        Assert.Null(StateTrust.Judge(State, NativeFiles.EffectiveUserId(), services));
        Assert.True(StateTrust.Judge(State, NativeFiles.EffectiveUserId())?.IsWarning);
    }

    [Fact]
    public async Task A_link_that_a_service_planted_in_its_state_is_refused_all_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives files away");
        Directory.CreateDirectory(State);
        File.CreateSymbolicLink(Path.Combine(State, "marks.json"), "/etc/shadow");
        await GiveAsync(Path.Combine(State, "marks.json"));

        Assert.False(StateTrust.Judge(State, NativeFiles.EffectiveUserId(), services)?.IsWarning);
    }

    private static async Task GiveAsync(string path)
    {
        using var process = Process.Start("chown", ["-h", Nobody, path]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
