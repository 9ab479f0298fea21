namespace Mooring.Engine.Machine;

/// <summary>Tells whether this is a container, once for all who ask.</summary>
public static class Containers
{
    /// <summary>Words in the control groups of the first process, and what they mean.</summary>
    private static readonly (string Word, string Kind)[] Groups =
    [
        ("kubepods", "kubernetes"), ("docker", "docker"), ("libpod", "podman"), ("containerd", "containerd"), ("/lxc", "lxc"), ("lxc.payload", "lxc"),
    ];

    /// <summary>The kind of container this process runs in: <c>docker</c>, <c>lxc</c>; null for none. Asked once.</summary>
    public static string? Here { get; } = KindOf(new MachineFiles());

    /// <summary>The kind of container that a machine's files tell of; null for none, and for Linux inside Windows (WSL), which is none.</summary>
    /// <remarks>As systemd-detect-virt(1) does: what a manager of containers leaves for programs inside to see.</remarks>
    /// <param name="files">The machine.</param>
    public static string? KindOf(MachineFiles files)
    {
        var groups = files.Read("proc/1/cgroup") ?? "";
        return files.Exists("run/.containerenv") ? "podman"
            : Real(files.Read("run/systemd/container"))
                ?? Groups.FirstOrDefault(group => groups.Contains(group.Word, StringComparison.Ordinal)).Kind
                ?? (files.Exists(".dockerenv") ? "docker"
                    : files.Exists("run/secrets/kubernetes.io") || files.Exists("var/run/secrets/kubernetes.io") ? "kubernetes"
                    : ToldToFirstProcess(files));
    }

    /// <summary>The variable <c>container</c>, which only root can see.</summary>
    private static string? ToldToFirstProcess(MachineFiles files) =>
        Real(files.Read("proc/1/environ")?.Split('\0').FirstOrDefault(variable => variable.StartsWith("container=", StringComparison.Ordinal))?["container=".Length..]);

    private static string? Real(string? kind) => string.IsNullOrEmpty(kind) || kind.StartsWith("wsl", StringComparison.Ordinal) ? null : kind;
}
