using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>Sends signals, as a person, cron or systemd would.</summary>
internal static class UnixSignal
{
    public const int Interrupt = 2;

    public const int Terminate = 15;

    public static void Send(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
