using System.Diagnostics;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

/// <summary>Root works on the state of a service that runs as a user of its own; the service goes on with it.</summary>
public sealed class FileOwnerTests
{
    private const string Nobody = "65534";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_root_writes_in_the_state_of_a_service_belongs_to_the_service()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can write for others");
        using var directory = new TemporaryDirectory();
        await ToolAsync("chown", Nobody, directory.Path);
        using var store = new DirectoryStateStore(directory.Path, TimeProvider.System, _ => { });

        await store.WriteAsync("zones/alidns/example.com", "{}"u8.ToArray(), null, Cancellation);
        (await store.TakeTurnAsync("zones/alidns/example.com", Cancellation)).Dispose();
        DaemonLock.Take(directory.Path).Dispose();

        var entries = Directory.GetFileSystemEntries(directory.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
        Assert.NotEmpty(entries);
        var owners = await ToolAsync("stat", ["-c", "%u %n", .. entries]);
        Assert.All(owners.TrimEnd().Split('\n'), owner => Assert.StartsWith(Nobody + " ", owner, StringComparison.Ordinal));
    }

    private static async Task<string> ToolAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
