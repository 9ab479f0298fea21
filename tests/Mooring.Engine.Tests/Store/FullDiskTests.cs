using System.Diagnostics;
using System.Text;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

/// <summary>A real file system of a few pages that fills up or becomes read-only.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_named_and_the_old_content_stays_whole()
    {
        using var directory = new TemporaryDirectory();
        using var disk = SmallDisk.Mount(directory.Path);
        using var store = new DirectoryStateStore(directory.Path, TimeProvider.System, _ => { });
        var version = await store.WriteAsync("clock", Json("1"), null, Cancellation);

        var failure = await Assert.ThrowsAsync<StateStoreException>(
            () => store.WriteAsync("clock", Json($"\"{new string('x', 1 << 20)}\""), version, Cancellation));

        Assert.Equal(StateFault.Full, failure.Fault);
        Assert.Contains("free some space", failure.Text.English, StringComparison.Ordinal);
        Assert.Equal("1"u8.ToArray(), (await store.ReadAsync("clock", Cancellation))?.Content.ToArray());
        Assert.Empty(Directory.GetFiles(directory.Path, ".*.tmp"));
        Assert.NotNull(await store.WriteAsync("clock", Json("2"), version, Cancellation));
    }

    [Fact]
    public async Task A_read_only_file_system_is_named_and_can_still_be_read()
    {
        using var directory = new TemporaryDirectory();
        using var disk = SmallDisk.Mount(directory.Path);
        using var store = new DirectoryStateStore(directory.Path, TimeProvider.System, _ => { });
        var version = await store.WriteAsync("clock", Json("1"), null, Cancellation);
        disk.MakeReadOnly();

        var failure = await Assert.ThrowsAsync<StateStoreException>(() => store.WriteAsync("clock", Json("2"), version, Cancellation));

        Assert.Equal(StateFault.Denied, failure.Fault);
        Assert.Contains("`state:`", failure.Text.English, StringComparison.Ordinal);
        Assert.NotNull(await store.ReadAsync("clock", Cancellation));
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class SmallDisk : IDisposable
    {
        private readonly string path;

        private SmallDisk(string path) => this.path = path;

        public static SmallDisk Mount(string path)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "mounting a small disk needs root on Linux");
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", path), "this container may not mount");
            return new SmallDisk(path);
        }

        public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", path));

        public void Dispose() => Run("umount", path);

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
