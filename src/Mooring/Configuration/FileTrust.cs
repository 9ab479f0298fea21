using System.Globalization;
using System.Runtime.Versioning;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>Who owns a file, who can read it, who can change it.</summary>
internal static class FileTrust
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    // As many as Linux follows (path_resolution(7)).
    private const int MostLinks = 40;

    /// <summary>The owner's name, else the number, for messages. Unix only.</summary>
    public static string OwnerName(string path) =>
        NativeFiles.Look(path) is { } facts ? NameOf(facts.Owner) : "?";

    /// <summary>
    /// Whether a file and its directory belong to the caller or root and nobody else can write them. A link must be theirs too, and so
    /// must what it points to, with its directory. Where the system cannot tell, false.
    /// </summary>
    public static bool IsOurs(string path, ProcessEnvironment environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsFiles.AreOursAlone(path, Path.GetDirectoryName(path)!);
        }

        for (var links = 0; links <= MostLinks; links++)
        {
            var directory = Path.GetDirectoryName(path)!;
            if (!IsOursAlone(NativeFiles.Look(directory), environment)
                || NativeFiles.Look(path, follow: false) is not { } file || !IsOwned(file, environment.UserId))
            {
                return false;
            }

            if (!file.IsLink)
            {
                return IsOursAlone(file, environment);
            }

            // Not made shorter: `..` means something else behind a link to a directory.
            path = Path.Combine(directory, new FileInfo(path).LinkTarget!);
        }

        return false;
    }

    /// <summary>Whether something belongs to that user or to root.</summary>
    public static bool IsOwned(FileFacts file, uint? user) => file.Owner == 0 || file.Owner == user;

    /// <summary>Warns, once for a file, when more people than its owner and root can read a secret in it; see <see cref="IsForGroup"/>.</summary>
    public static void WarnIfOthersCanRead(string path, Node at, LoadState state)
    {
        // A pipe is nobody's to read again.
        if ((!OperatingSystem.IsWindows() && NativeFiles.Look(path) is { IsRegular: false }) || !state.IsFirstMention(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            WarnIfOthersCanReadOnWindows(path, at, state);
            return;
        }

        var mode = File.GetUnixFileMode(path);
        if (mode.HasFlag(UnixFileMode.OtherRead))
        {
            state.Warn(at,
                new Text($"{path} holds a secret and everybody on this machine can read it", $"{path} 含有密钥，而本机所有用户都可读取"),
                new Text($"type `chmod 0600 {path}`", $"请执行 `chmod 0600 {path}`"));
        }
        else if (mode.HasFlag(UnixFileMode.GroupRead) && NativeFiles.Look(path) is { } facts && !IsForGroup(facts.Owner, facts.Group))
        {
            state.Warn(at,
                new Text($"{path} holds a secret and its whole group can read it", $"{path} 含有密钥，而其所属用户组的成员都可读取"),
                new Text(
                    $"type `chmod 0600 {path}`; if the group is meant to read it, let root own the file: `chown root {path}`",
                    $"请执行 `chmod 0600 {path}`；若确实要让该组读取，请把文件归 root 所有：`chown root {path}`"));
        }
    }

    [SupportedOSPlatform("windows")]
    private static void WarnIfOthersCanReadOnWindows(string path, Node at, LoadState state)
    {
        if (WindowsFiles.CanOthersRead(path))
        {
            var command = $"icacls \"{path}\" /inheritance:r /grant *S-1-5-18:F *S-1-5-32-544:F \"%USERNAME%:F\"";
            state.Warn(at,
                new Text($"{path} holds a secret and other users of this machine can read it", $"{path} 含有密钥，而本机其他用户也可读取"),
                new Text($"type `{command}` in `cmd`", $"请在 `cmd` 中执行 `{command}`"));
        }
    }

    /// <summary>Whether a group may read a file with secrets without a word about it.</summary>
    /// <remarks>
    /// It may where root owns the file, since only root gives files away: that is how a service's group gets a secret. It may also where it is
    /// root's group, or the owner's private one, which by custom has the owner's number.
    /// </remarks>
    /// <param name="owner">The owner's number.</param>
    /// <param name="group">The group's number.</param>
    public static bool IsForGroup(uint owner, uint group) => owner == 0 || group == 0 || group == owner;

    /// <summary>The user's name, else the number. Unix only.</summary>
    public static string NameOf(uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)?[0] ?? number;
        }
        catch (IOException)
        {
            return number;
        }
    }

    private static bool IsOursAlone(FileFacts? file, ProcessEnvironment environment) =>
        file is not null && IsOwned(file, environment.UserId) && (file.Mode & WritableByOthers) == UnixFileMode.None;
}
