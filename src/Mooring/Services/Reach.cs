using Mooring.Services.Machine;

namespace Mooring.Services;

/// <summary>What a user without any rights of its own can reach.</summary>
/// <param name="machine">Where rights are looked at.</param>
internal sealed class Reach(IMachine machine)
{
    private const UnixFileMode ForOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What the units of systemd do not see, or see empty.</summary>
    public static IReadOnlyList<string> Hidden { get; } = ["/home/", "/root/", "/run/user/", "/tmp/", "/var/tmp/"];

    /// <summary>Whether everybody can read a file.</summary>
    public bool CanRead(string path) => Has(path, UnixFileMode.OtherRead) && CanEnter(Path.GetDirectoryName(path)!);

    /// <summary>Whether everybody can run a program.</summary>
    public bool CanRun(string path) => Has(path, UnixFileMode.OtherExecute) && CanEnter(Path.GetDirectoryName(path)!);

    /// <summary>Whether everybody can enter a directory, and those above it.</summary>
    public bool CanEnter(string? directory) =>
        string.IsNullOrEmpty(directory) || (Has(directory, UnixFileMode.OtherExecute) && CanEnter(Path.GetDirectoryName(directory)));

    /// <summary>The right, where a file or directory does not give it.</summary>
    public IEnumerable<(string Path, UnixFileMode More)> Missing(string path, UnixFileMode right) => Has(path, right) ? [] : [(path, right)];

    /// <summary>Whether a directory can be opened to everybody without opening more than one file in it: whatever else lies there is closed by itself.</summary>
    public bool CanOpenFor(string file, string directory) =>
        Has(directory, UnixFileMode.OtherExecute)
        || (machine.In(directory) is { } entries && entries.All(entry => entry == file || (machine.ModeOf(entry) & ForOthers) == UnixFileMode.None));

    private bool Has(string path, UnixFileMode right) => machine.ModeOf(path) is not { } mode || mode.HasFlag(right);
}
