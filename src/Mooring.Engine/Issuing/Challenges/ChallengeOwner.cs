using System.Diagnostics;
using System.Globalization;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>The process that published a value: by its id and when it started, since ids are given anew.</summary>
/// <param name="Host">The machine, on Linux with the namespace of its process ids: those of another container cannot be looked for here.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="Started">When it started, in a form that changes with every boot and never with the clock.</param>
/// <param name="IsHook">Whether what it published outlives it.</param>
public sealed record ChallengeOwner(string Host, int ProcessId, string Started, bool IsHook)
{
    /// <summary>This process.</summary>
    public static ChallengeOwner Current(bool isHook) => new(ThisHost, Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", isHook);

    /// <summary>Whether it runs no more. Of a process on another machine nobody knows, so it is never said to be gone.</summary>
    public bool IsGone => Host == ThisHost && StartOf(ProcessId) != Started;

    private static string ThisHost { get; } = Environment.MachineName + (OperatingSystem.IsLinux() ? " " + LinkOrNothing("/proc/self/ns/pid") : "");

    /// <summary>When a process started; null where it does not run.</summary>
    private static string? StartOf(int process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LinuxStartOf(process) : SystemStartOf(process);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>proc_pid_stat(5): the state is the first field after the name in brackets, the start in ticks since boot the twentieth.</summary>
    private static string? LinuxStartOf(int process)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [not ("Z" or "X"), ..] && fields.Length > 19 ? $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {fields[19]}" : null;
    }

    private static string SystemStartOf(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
    }

    private static string LinkOrNothing(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
