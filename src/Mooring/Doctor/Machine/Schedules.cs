using System.Text.RegularExpressions;
using Mooring.Engine.Machine;

namespace Mooring.Doctor.Machine;

/// <summary>What runs Mooring from time to time, and which other programs keep names, as far as this user can see.</summary>
internal static partial class Schedules
{
    private static readonly string[] Tables = ["etc/cron.d", "var/spool/cron/crontabs", "var/spool/cron", "etc/cron.hourly", "etc/crontabs"];
    private static readonly string[] UnitDirectories = ["etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"];
    private const string Timers = "etc/systemd/system/timers.target.wants";

    private static readonly string[] OtherClients = ["ddns-go", "ddns-updater", "ddclient", "inadyn", "ddns", "aliyun-ddns", "aliddns", "cloudflare-ddns", "godns"];

    /// <summary>The cron tables and timers that run <c>mooring update</c>: file names, from the root.</summary>
    public static IReadOnlyList<string> Read(MachineFiles files) =>
    [
        .. Tables.SelectMany(directory => files.Names(directory).Select(name => $"{directory}/{name}")).Prepend("etc/crontab")
            .Where(file => Runs(files, file)).Select(file => "/" + file),
        .. files.Names(Timers).Where(timer => timer.EndsWith(".timer", StringComparison.Ordinal) && Array.Exists(
            UnitDirectories, directory => Runs(files, $"{directory}/{Path.ChangeExtension(timer, ".service")}"))),
    ];

    /// <summary>Other programs that keep names pointed at machines, and run now.</summary>
    public static IReadOnlyList<string> Others(MachineFiles files)
    {
        var processes = Processes(files);
        return [.. OtherClients.Where(processes.Contains)];
    }

    /// <summary>What the kernel calls the processes that this user can see.</summary>
    public static IReadOnlySet<string> Processes(MachineFiles files) => files.Names("proc").Where(name => name.All(char.IsAsciiDigit))
        .Select(process => files.Read($"proc/{process}/comm")).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static bool Runs(MachineFiles files, string file) => files.Read(file) is { } text && Update().IsMatch(text);

    [GeneratedRegex(@"^[^#\n]*\bmooring\b[^#\n]*\bupdate\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Update();
}
