using System.Collections.Immutable;

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

    /// <summary>Words in the control groups of the first process, and what they mean.</summary>
    private static readonly (string Word, string Kind)[] Groups =
    [
        ("kubepods", "kubernetes"), ("docker", "docker"), ("libpod", "podman"), ("containerd", "containerd"), ("/lxc", "lxc"), ("lxc.payload", "lxc"),
    ];

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
            Container = ContainerOf(files),
            VirtualMachine = VirtualMachineOf(files),
            IsWsl = IsWsl(files),
            Appliance = ApplianceOf(files),
            HasSystemd = files.Exists("run/systemd/system"),
            Tools = [.. Tools.Where(files.HasProgram), .. TimeUnits.Where(unit => Array.Exists(UnitDirectories, directory => files.Exists($"{directory}/{unit}")))],
        };

    private static bool IsWsl(MachineFiles files) =>
        files.Read("proc/sys/kernel/osrelease")?.Contains("microsoft", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>As systemd-detect-virt(1) does: what a manager of containers leaves for programs inside to see.</summary>
    private static string? ContainerOf(MachineFiles files)
    {
        var groups = files.Read("proc/1/cgroup") ?? "";
        return files.Exists("run/.containerenv") ? "podman"
            : files.Read("run/systemd/container") is { Length: > 0 } told ? told
            : Groups.FirstOrDefault(group => groups.Contains(group.Word, StringComparison.Ordinal)).Kind
                ?? (files.Exists(".dockerenv") ? "docker" : ToldToFirstProcess(files));
    }

    /// <summary>The variable <c>container</c>, which only root can see; WSL sets it on some systems and is none.</summary>
    private static string? ToldToFirstProcess(MachineFiles files) =>
        files.Read("proc/1/environ")?.Split('\0').FirstOrDefault(variable => variable.StartsWith("container=", StringComparison.Ordinal)) is { } found
        && found["container=".Length..] is { Length: > 0 } kind && !kind.StartsWith("wsl", StringComparison.Ordinal) ? kind : null;

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
