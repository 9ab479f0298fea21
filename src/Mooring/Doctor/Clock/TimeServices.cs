using Mooring.Core;
using Mooring.Doctor.Machine;
using Mooring.Engine.Machine;

namespace Mooring.Doctor.Clock;

/// <summary>Which programs keep the clock of a Linux system.</summary>
internal static class TimeServices
{
    /// <summary>systemd's own.</summary>
    public const string Timesyncd = "systemd-timesyncd";

    /// <summary>chrony.</summary>
    public const string Chrony = "chronyd";

    /// <summary>What the kernel calls a process, 15 characters at most, and what people call it.</summary>
    private static readonly (string Process, string Name)[] Known =
    [
        ("systemd-timesyn", Timesyncd), ("chronyd", Chrony), ("ntpd", "ntpd"), ("ntp-daemon", "ntpd-rs"),
    ];

    /// <summary>Files that a running service leaves for others, for where processes of other users are hidden.</summary>
    private static readonly (string File, string Name)[] Marks =
    [
        ("run/systemd/timesync", Timesyncd), ("run/chrony/chronyd.pid", Chrony), ("run/chronyd.pid", Chrony), ("run/ntpd.pid", "ntpd"),
    ];

    /// <summary>The services that run, each once.</summary>
    public static IReadOnlyList<string> Read(MachineFiles files)
    {
        var processes = Schedules.Processes(files);
        return files.Exists("proc/1")
            ? [.. Known.Where(known => processes.Contains(known.Process)).Select(known => known.Name)]
            : [.. Marks.Where(mark => files.Exists(mark.File)).Select(mark => mark.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What to say of them.</summary>
    /// <param name="services">Those that run.</param>
    /// <param name="machine">Where.</param>
    /// <param name="kernel">What the kernel says of its clock; null where it says nothing.</param>
    /// <param name="mend">The mends of this system.</param>
    public static Finding Judge(IReadOnlyList<string> services, MachineFacts machine, KernelClock? kernel, ClockMend mend)
    {
        var names = string.Join(", ", services);
        return services.Count switch
        {
            _ when machine.Container is { } container => Ok(container, new(
                "in a container the clock is the host's, and so is keeping it right",
                "容器使用宿主机的时钟，由宿主机负责校准")),
            1 => Ok(names, new("keeps this clock", "负责校准本机时钟")),
            > 1 => Rivals(services, machine, names),
            _ when kernel is { IsSynchronised: true } => Ok("kernel", new(
                "the clock is kept by a program that is not known here", "时钟由此处未能识别的程序校准")),
            _ when machine.VirtualMachine is { } maker => new(FindingIds.ClockService, Severity.Hint, maker, new(
                "no time service runs in this virtual machine; nothing but the hypervisor can keep its clock",
                "此虚拟机中没有运行时间服务，时钟只能由虚拟化平台校准"), mend.SystemClock(null)),
            _ => new(FindingIds.ClockService, Severity.Warning, "NTP", new(
                "no time service runs, so nothing keeps this clock; it drifts by seconds to minutes a month",
                "没有运行任何时间服务，时钟无人校准，每月会偏差数秒至数分钟"), mend.SystemClock(null)),
        };
    }

    private static Finding Rivals(IReadOnlyList<string> services, MachineFacts machine, string names)
    {
        var command = services.Contains(Timesyncd, StringComparer.Ordinal) ? machine.AsRoot("systemctl disable --now systemd-timesyncd") : null;
        return new(FindingIds.ClockService, Severity.Warning, names, new(
            "more than one service sets this clock, and they pull it to and fro", "有多个服务同时校准本机时钟，会互相干扰"), command is null
            ? new("stop all of them but one", "请只保留其中一个")
            : new("keep one; type:\n" + command, "请只保留一个；执行：\n" + command));
    }

    private static Finding Ok(string subject, Text message) => Finding.Ok(FindingIds.ClockService, subject, message);
}
