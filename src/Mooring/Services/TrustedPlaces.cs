using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Services;

/// <summary>Where what runs with all rights is in nobody else's hands, and how it gets there. Pure.</summary>
internal static class TrustedPlaces
{
    private const string OnWindows = @"C:\Program Files\Mooring";
    private const string OnMac = "/opt/mooring";

    /// <summary>For the program.</summary>
    public static Text ForProgram(ServiceWish wish)
    {
        var command = $"sudo install -d -o root {OnMac} && sudo install {Shell.Quote(wish.Program)} {OnMac}/mooring";
        return wish.Facts.IsWindows
            ? new Text($"copy it to {OnWindows} and call it from there", $"请复制到 {OnWindows} 并从那里运行")
            : new Text($"copy it (`{command}`) and call that one", $"请复制一份（`{command}`），然后运行该程序");
    }

    /// <summary>For the configuration.</summary>
    public static Text ForConfiguration(ServiceWish wish)
    {
        var (path, own) = (wish.Configuration.Path, wish.Environment.SystemConfigurationDirectory);
        if (!wish.Facts.IsWindows)
        {
            var command = Path.GetDirectoryName(path) == own
                ? $"sudo chown root {own} {Shell.Quote(path)} && sudo chmod go-w {own} {Shell.Quote(path)}"
                : $"sudo install -d -o root -m 700 {own} && sudo install -m 600 {Shell.Quote(path)} {own}/mooring.yaml";
            return new Text($"let it be root's: `{command}`", $"请让其归 root 所有：`{command}`");
        }

        var (owner, rights) = ($"icacls \"{own}\" /setowner *S-1-5-32-544 /T", $"icacls \"{own}\" /inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F");
        return new Text(
            $"keep it in {own} and make that directory the administrators' own: in an administrator's `cmd` type `{owner}` and `{rights}`",
            $"请放在 {own} 并让该目录只归管理员所有：在以管理员身份打开的 `cmd` 中执行 `{owner}` 和 `{rights}`");
    }
}
