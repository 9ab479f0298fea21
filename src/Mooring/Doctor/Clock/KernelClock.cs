using System.Runtime.InteropServices;
using Mooring.Doctor.Machine;
using Mooring.Http;

namespace Mooring.Doctor.Clock;

/// <summary>What the kernel says of its clock (adjtimex(2)).</summary>
/// <param name="IsSynchronised">Whether a time service has vouched for it lately.</param>
/// <param name="MaximumError">By how much it may be off at most, by the kernel's own account.</param>
internal sealed record KernelClock(bool IsSynchronised, TimeSpan MaximumError)
{
    /// <summary>What to say of it.</summary>
    /// <param name="kernel">What it says.</param>
    /// <param name="machine">Where.</param>
    /// <param name="services">The time services that run.</param>
    public static Finding Judge(KernelClock kernel, MachineFacts machine, IReadOnlyList<string> services)
    {
        if (kernel.IsSynchronised)
        {
            var span = SpanText.Describe(kernel.MaximumError);
            return Finding.Ok(FindingIds.ClockSync, Subject, new(
                $"synchronised, to within {(kernel.MaximumError < TimeSpan.FromSeconds(1) ? "1 s" : span.English)} by its own account",
                $"已同步，自报误差不超过 {(kernel.MaximumError < TimeSpan.FromSeconds(1) ? "1 秒" : span.Chinese)}"));
        }

        return machine.Container is not null
            ? Finding.Ok(FindingIds.ClockSync, Subject, new(
                "the host's kernel does not call its clock synchronised; what counts is how far it is off, above",
                "宿主机内核未将时钟标记为已同步；请以上面测得的偏差为准"))
            : new(FindingIds.ClockSync, Severity.Hint, Subject, services is [var only]
                ? new($"not synchronised: {only} runs, but has not set the clock yet or not reached its servers", $"未同步：{only} 正在运行，但尚未校准时钟，或无法连接其服务器")
                : new("not synchronised by network time", "未通过网络时间同步"), services is [var one] ? ClockMend.Watch(one) : null);
    }

    private const string Subject = "kernel";
}

/// <summary>Asks the kernel for its account of the clock. Linux only.</summary>
internal static class KernelClockReader
{
    private const int Unsynchronised = 0x40;   // STA_UNSYNC
    private const int StructureLength = 512;   // struct timex has 208 octets at most

    // modes is an int and padded to a long; offset, freq, maxerror, esterror are longs; then comes status, an int.
    private static readonly int MaximumErrorOffset = 3 * IntPtr.Size;
    private static readonly int StatusOffset = 5 * IntPtr.Size;

    /// <summary>What it says; null where it says nothing, or may not.</summary>
    public static KernelClock? Read()
    {
        var timex = new byte[StructureLength];
        if (!OperatingSystem.IsLinux() || AdjustTime(timex) < 0)
        {
            return null;
        }

        var microseconds = IntPtr.Size == sizeof(long) ? BitConverter.ToInt64(timex, MaximumErrorOffset) : BitConverter.ToInt32(timex, MaximumErrorOffset);
        return new KernelClock((BitConverter.ToInt32(timex, StatusOffset) & Unsynchronised) == 0, TimeSpan.FromMicroseconds(microseconds));
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AdjustTime(byte[] timex);
}
