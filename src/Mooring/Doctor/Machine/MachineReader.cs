using System.Collections.Immutable;
using Mooring.Engine.Machine;

namespace Mooring.Doctor.Machine;

/// <summary>Finds out what kind of machine this is.</summary>
internal static class MachineReader
{
    private static readonly string[] Tools =
    [
        "timedatectl", "chronyc", "ntpdate", "sntp", "ntpd", "hwclock", "apt-get", "dnf", "apk", "zypper", "pacman",
    ];

    private static readonly string[] UnitDirectories = ["usr/lib/systemd/system", "lib/systemd/system", "etc/systemd/system"];

    private static readonly string[] TimeUnits = ["systemd-timesyncd.service", "chrony.service", "chronyd.service", "ntp.service", "ntpd.service", "ntpsec.service"];

    /// <summary>Words in what the firmware says of the machine's maker and model, and what they mean.</summary>
    private static readonly (string Word, string Kind)[] Makers =
    [
        ("VMware", "VMware"), ("innotek", "VirtualBox"), ("VirtualBox", "VirtualBox"), ("Microsoft Corporation Virtual", "Hyper-V"), ("Parallels", "Parallels"),
        ("Alibaba Cloud", "Alibaba Cloud"), ("Tencent Cloud", "Tencent Cloud"), ("Amazon EC2", "Amazon EC2"), ("Google Compute", "Google Compute Engine"),
        ("Xen", "Xen"), ("QEMU", "QEMU/KVM"), ("KVM", "KVM"), ("OpenStack", "OpenStack"), ("bhyve", "bhyve"),
    ];

    /// <summary>The system this program runs on.</summary>
    public static SystemKind System { get; } =
        OperatingSystem.IsLinux() ? SystemKind.Linux
        : OperatingSystem.IsWindows() ? SystemKind.Windows
        : OperatingSystem.IsMacOS() ? SystemKind.MacOS
        : SystemKind.Other;

    /// <summary>The facts.</summary>
    /// <param name="files">What a Unix system tells of itself.</param>
    /// <param name="isRoot">Whether this process may do everything.</param>
    /// <param name="system">The operating system; what is told in files is asked of Linux alone.</param>
    public static MachineFacts Read(MachineFiles files, bool isRoot, SystemKind system) => system != SystemKind.Linux
        ? new MachineFacts { System = system, IsRoot = isRoot }
        : new MachineFacts
        {
            System = system,
            IsRoot = isRoot,
            Container = Containers.KindOf(files),
            VirtualMachine = VirtualMachineOf(files),
            IsWsl = IsWsl(files),
            Appliance = ApplianceOf(files),
            HasSystemd = files.Exists("run/systemd/system"),
            Tools = [.. Tools.Where(files.HasProgram), .. TimeUnits.Where(unit => Array.Exists(UnitDirectories, directory => files.Exists($"{directory}/{unit}")))],
        };

    private static bool IsWsl(MachineFiles files) =>
        files.Read("proc/sys/kernel/osrelease")?.Contains("microsoft", StringComparison.OrdinalIgnoreCase) == true;

    private static string? VirtualMachineOf(MachineFiles files)
    {
        var maker = $"{files.Read("sys/class/dmi/id/sys_vendor")} {files.Read("sys/class/dmi/id/product_name")}";
        return Makers.FirstOrDefault(known => maker.Contains(known.Word, StringComparison.Ordinal)).Kind
            ?? (files.Read("sys/hypervisor/type") is { Length: > 0 } type ? type
                : HasHypervisorFlag(files) ? "hypervisor" : null);
    }

    private static bool HasHypervisorFlag(MachineFiles files) =>
        files.Read("proc/cpuinfo")?.Split('\n').Any(line =>
            line.StartsWith("flags", StringComparison.Ordinal) && line.Split(' ').Contains("hypervisor", StringComparer.Ordinal)) == true;

    private static string? ApplianceOf(MachineFiles files) =>
        files.Exists("etc/synoinfo.conf") ? "Synology"
        : files.Exists("etc/config/uLinux.conf") ? "QNAP"
        : files.Exists("etc/openwrt_release") ? "OpenWrt"
        : null;
}
