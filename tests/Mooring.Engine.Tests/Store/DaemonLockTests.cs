using System.Globalization;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

public sealed class DaemonLockTests
{
    [Fact]
    public void A_second_daemon_is_told_the_process_of_the_first()
    {
        using var directory = new TemporaryDirectory();
        using var first = DaemonLock.Take(directory.Below("state"));

        var failure = Assert.Throws<StateStoreException>(() => DaemonLock.Take(directory.Below("state")));

        var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(StateFault.Locked, failure.Fault);
        Assert.Contains($"(process {id})", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains($"进程 {id}", failure.Text.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_is_free_once_the_daemon_ended()
    {
        using var directory = new TemporaryDirectory();
        DaemonLock.Take(directory.Path).Dispose();

        using var next = DaemonLock.Take(directory.Path);

        Assert.Throws<StateStoreException>(() => DaemonLock.Take(directory.Path));
    }

    [Fact]
    public async Task State_is_written_beside_a_running_daemon()
    {
        using var directory = new TemporaryDirectory();
        using var daemon = DaemonLock.Take(directory.Path);
        using var store = new DirectoryStateStore(directory.Path, TimeProvider.System, _ => { });

        Assert.NotNull(await store.WriteAsync("clock", "{}"u8.ToArray(), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_no_running_daemon()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.Below("state"), "");

        var failure = Assert.Throws<StateStoreException>(() => DaemonLock.Take(directory.Below("state/mooring")));

        Assert.NotEqual(StateFault.Locked, failure.Fault);
    }

    [Fact]
    public void Whoever_only_looks_sees_the_daemon_and_leaves_nothing()
    {
        using var directory = new TemporaryDirectory();
        Assert.Null(DaemonLock.Find(directory.Below("state")));
        Assert.False(Directory.Exists(directory.Below("state")));

        using (DaemonLock.Take(directory.Below("state")))
        {
            var running = DaemonLock.Find(directory.Below("state"));

            Assert.Equal(Environment.ProcessId, running?.ProcessId);
            Assert.NotNull(running?.Since);
        }

        Assert.Null(DaemonLock.Find(directory.Below("state")));
    }
}
