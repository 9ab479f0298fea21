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

    /// <summary>Warns, once for a file, when everybody on this machine can read a secret in it.</summary>
    public static void WarnIfOthersCanRead(string path, Node at, LoadState state)
    {
        if (!OperatingSystem.IsWindows() && state.IsFirstMention(path) && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead))
        {
            state.Warn(at,
                new Text($"{path} holds a secret and everybody on this machine can read it", $"{path} 含有密钥，而本机所有用户都可读取"),
                new Text($"type `chmod 0600 {path}`", $"请执行 `chmod 0600 {path}`"));
        }
    }

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
