using System.Runtime.InteropServices;
using Mooring.Configuration;
using Mooring.Core;

namespace Mooring.Cli;

/// <summary>Which language to speak: <c>--language</c>, else the locale variables, else the user interface of Windows.</summary>
internal static class LanguageChoice
{
    private const int PrimaryLanguageMask = 0x3ff;
    private const int PrimaryLanguageChinese = 0x04; // LANG_CHINESE

    /// <summary>Chooses from what was typed and what the process was given.</summary>
    public static Language Of(IReadOnlyList<string> arguments, ProcessEnvironment environment) =>
        ArgumentScan.ValueOf(arguments, "--language") switch
        {
            "zh" => Language.Chinese,
            "en" => Language.English,
            _ => OfEnvironment(environment),
        };

    // POSIX: the first of these that is set and not empty decides alone.
    private static Language OfEnvironment(ProcessEnvironment environment) =>
        (environment.FindFilled("LC_ALL") ?? environment.FindFilled("LC_MESSAGES") ?? environment.FindFilled("LANG")) is { } locale
            ? OfLocale(locale)
            : OperatingSystem.IsWindows() && (UserInterfaceLanguage() & PrimaryLanguageMask) == PrimaryLanguageChinese
                ? Language.Chinese
                : Language.English;

    private static Language OfLocale(string locale) =>
        locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Chinese : Language.English;

    [DllImport("kernel32", EntryPoint = "GetUserDefaultUILanguage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern ushort UserInterfaceLanguage();
}
