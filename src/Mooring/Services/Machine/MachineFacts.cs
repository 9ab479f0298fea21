using Mooring.Engine.Machine;

namespace Mooring.Services.Machine;

/// <summary>What decides how services are kept here.</summary>
internal sealed record MachineFacts
{
    /// <summary>Whether this is Windows.</summary>
    public bool IsWindows { get; init; }

    /// <summary>Whether this is macOS.</summary>
    public bool IsMacOs { get; init; }

    /// <summary>Whether systemd is the first process, as sd_booted(3) tells it.</summary>
    public bool HasSystemd { get; init; }

    /// <summary>Another keeper of services that is known by its traces: <c>OpenRC</c>, <c>procd</c>; null for none.</summary>
    public string? OtherInit { get; init; }

    /// <summary>Whether this is a container.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Whether this is root, or an administrator with all rights.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The running user as Windows names it: <c>MACHINE\user</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>A directory for files on their way to a program.</summary>
    public string Drafts { get; init; } = "";

    /// <summary>This machine's.</summary>
    public static MachineFacts OfThis() => new()
    {
        IsWindows = OperatingSystem.IsWindows(),
        IsMacOs = OperatingSystem.IsMacOS(),
        HasSystemd = Directory.Exists("/run/systemd/system"),
        OtherInit = Directory.Exists("/run/openrc") ? "OpenRC" : File.Exists("/sbin/procd") ? "procd" : null,
        IsContainer = Containers.Here is not null,
        IsAdministrator = Environment.IsPrivilegedProcess,
        Account = $@"{Environment.UserDomainName}\{Environment.UserName}",
        Drafts = Path.GetTempPath(),
    };
}
