using System.Collections.Immutable;

namespace Mooring.Doctor.Machine;

/// <summary>The family of the operating system.</summary>
internal enum SystemKind
{
    /// <summary>Linux.</summary>
    Linux,

    /// <summary>Windows.</summary>
    Windows,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Another Unix.</summary>
    Other,
}

/// <summary>What kind of machine this is, as far as its mends differ.</summary>
internal sealed record MachineFacts
{
    /// <summary>The operating system.</summary>
    public required SystemKind System { get; init; }

    /// <summary>The kind of container this runs in, by its usual name: <c>docker</c>, <c>podman</c>, <c>lxc</c>; null outside of one.</summary>
    public string? Container { get; init; }

    /// <summary>The virtual machine's maker, by its usual name: <c>KVM</c>, <c>VMware</c>; null on a machine of its own.</summary>
    public string? VirtualMachine { get; init; }

    /// <summary>Whether this is Linux inside Windows (WSL).</summary>
    public bool IsWsl { get; init; }

    /// <summary>A system with a control panel of its own: <c>Synology</c>, <c>QNAP</c>, <c>OpenWrt</c>; null for others.</summary>
    public string? Appliance { get; init; }

    /// <summary>Whether systemd started the machine.</summary>
    public bool HasSystemd { get; init; }

    /// <summary>Whether this process may do everything.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The programs and unit files for setting clocks that are there.</summary>
    public ImmutableHashSet<string> Tools { get; init; } = [];

    /// <summary>A command as this user has to type it.</summary>
    public string AsRoot(string command) => IsRoot ? command : "sudo " + command;
}
