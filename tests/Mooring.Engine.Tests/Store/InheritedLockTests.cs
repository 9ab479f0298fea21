using System.Globalization;
using System.Runtime.InteropServices;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

/// <summary>A child that is being started has copies of all descriptors until it runs its program; no lock may go with them.</summary>
public sealed class InheritedLockTests
{
    [Fact]
    public void A_lock_that_was_given_back_is_free_though_a_child_still_has_its_descriptor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "descriptors are found in /proc");
        using var directory = new TemporaryDirectory();
        var daemon = DaemonLock.Take(directory.Path);
        var copy = Duplicate(DescriptorOf(directory.Below(".daemon")));
        try
        {
            daemon.Dispose();

            Assert.Null(DaemonLock.Find(directory.Path));
            DaemonLock.Take(directory.Path).Dispose();
        }
        finally
        {
            Assert.Equal(0, Close(copy));
        }
    }

    private static int DescriptorOf(string path) => Directory.GetFiles("/proc/self/fd")
        .Where(descriptor => new FileInfo(descriptor).LinkTarget == path)
        .Select(descriptor => int.Parse(Path.GetFileName(descriptor), CultureInfo.InvariantCulture))
        .Single();

    [DllImport("libc", EntryPoint = "dup")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
