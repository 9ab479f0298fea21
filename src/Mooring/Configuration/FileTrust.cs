using System.Globalization;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>Who owns a file, who can read it, who can change it.</summary>
internal static class FileTrust
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The owner's name, else the number, for messages. Unix only.</summary>
    public static string OwnerName(string path) =>
        NativeFiles.OwnerOf(path) is not { } id ? "?" : NameOf(id) ?? id.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether a file and its directory belong to the caller or root and nobody else can write them. Where the system cannot tell, false.
    /// </summary>
    public static bool IsOurs(string path, ProcessEnvironment environment) =>
        IsOursAlone(path, environment) && IsOursAlone(Path.GetDirectoryName(path)!, environment);

    /// <summary>Warns, once for a file, when more people than its owner and root can read a secret in it; see <see cref="IsForGroup"/>.</summary>
    public static void WarnIfOthersCanRead(string path, Node at, LoadState state)
    {
        if (OperatingSystem.IsWindows() || !state.IsFirstMention(path))
        {
            return;
        }

        var mode = File.GetUnixFileMode(path);
        if (mode.HasFlag(UnixFileMode.OtherRead))
        {
            state.Warn(at,
                new Text($"{path} holds a secret and everybody on this machine can read it", $"{path} 含有密钥，而本机所有用户都可读取"),
                new Text($"type `chmod 0600 {path}`", $"请执行 `chmod 0600 {path}`"));
        }
        else if (mode.HasFlag(UnixFileMode.GroupRead) && !IsForGroup(NativeFiles.OwnerOf(path), NativeFiles.GroupOf(path)))
        {
            state.Warn(at,
                new Text($"{path} holds a secret and its whole group can read it", $"{path} 含有密钥，而其所属用户组的成员都可读取"),
                new Text(
                    $"type `chmod 0600 {path}`; if the group is meant to read it, let root own the file: `chown root {path}`",
                    $"请执行 `chmod 0600 {path}`；若确实要让该组读取，请把文件归 root 所有：`chown root {path}`"));
        }
    }

    /// <summary>Whether a group may read a file with secrets without a word about it.</summary>
    /// <remarks>
    /// It may where root owns the file, since only root gives files away: that is how a service's group gets a secret. It may also where it is
    /// root's group, or the owner's private one, which by custom has the owner's number. Where the system cannot tell, nothing is said.
    /// </remarks>
    /// <param name="owner">The owner's number; null where it cannot be told.</param>
    /// <param name="group">The group's number; null where it cannot be told.</param>
    public static bool IsForGroup(uint? owner, uint? group) => owner is null or 0 || group is null or 0 || group == owner;

    private static bool IsOursAlone(string path, ProcessEnvironment environment) =>
        OperatingSystem.IsWindows()
        || (NativeFiles.OwnerOf(path) is { } owner && (owner == 0 || owner == environment.UserId)
            && (File.GetUnixFileMode(path) & WritableByOthers) == UnixFileMode.None);

    private static string? NameOf(uint id)
    {
        try
        {
            var number = id.ToString(CultureInfo.InvariantCulture);
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)?[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
