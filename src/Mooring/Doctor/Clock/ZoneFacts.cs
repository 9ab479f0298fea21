using Mooring.Engine.Machine;

namespace Mooring.Doctor.Clock;

/// <summary>How a Unix system is told its time zone.</summary>
/// <param name="Variable">The variable <c>TZ</c>; null where it is unset.</param>
/// <param name="KnowsVariable">Whether the system has a zone of that name; of no use for a rule such as <c>CST-8</c>.</param>
/// <param name="HasZones">Whether the system has zones at all (tzdata).</param>
/// <param name="Link">What <c>/etc/localtime</c> points to; null where it is no link, or not there.</param>
/// <param name="HasLocalTime">Whether what it points to, or itself, is there.</param>
internal sealed record ZoneFacts(string? Variable, bool KnowsVariable, bool HasZones, string? Link, bool HasLocalTime)
{
    /// <summary>Where zones lie.</summary>
    private const string Zones = "usr/share/zoneinfo";

    /// <summary>The facts.</summary>
    /// <param name="files">What the system tells of itself.</param>
    /// <param name="variable">The variable <c>TZ</c>.</param>
    public static ZoneFacts Read(MachineFiles files, string? variable) => new(
        variable,
        variable is not null && Name(variable) is { Length: > 0 } name && files.Exists(name[0] == '/' ? name[1..] : $"{Zones}/{name}"),
        files.Exists($"{Zones}/Asia") || files.Exists($"{Zones}/Europe"),
        files.Link("etc/localtime"),
        files.Exists("etc/localtime"));

    /// <summary>What the variable names: a colon before it only says that it is no rule (POSIX, tzset(3)).</summary>
    public static string Name(string variable) => variable.StartsWith(':') ? variable[1..] : variable;
}
