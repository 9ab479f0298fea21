using System.Text;
using System.Xml.Linq;

namespace Mooring.Services.Windows;

/// <summary>The description of a task for <c>schtasks /Create /XML</c>. Pure. Schema: Task Scheduler, "Task Scheduler Schema".</summary>
internal static class TaskText
{
    private static readonly XNamespace Name = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>At boot, as the system, by its SID since its name differs from language to language.</summary>
    public static string AtBoot(ServiceSpec spec) => Task(
        new XElement(Name + "BootTrigger", Again(), new XElement(Name + "Enabled", true)),
        new XElement(Name + "Principal", new XAttribute("id", "Author"), new XElement(Name + "UserId", "S-1-5-18"), new XElement(Name + "RunLevel", "HighestAvailable")),
        spec.Program,
        WindowsWords.CommandLine(Arguments(spec)));

    /// <summary>
    /// When a user logs on, with the rights of that user. The program is one for consoles, so a console is made for it that has no window
    /// (conhost's <c>--headless</c>, since Windows 10 1809); hiding a window that is there already would flash it.
    /// </summary>
    public static string AtLogon(ServiceSpec spec) => Task(
        new XElement(Name + "LogonTrigger", Again(), new XElement(Name + "Enabled", true), new XElement(Name + "UserId", spec.Account)),
        new XElement(
            Name + "Principal", new XAttribute("id", "Author"), new XElement(Name + "UserId", spec.Account),
            new XElement(Name + "LogonType", "InteractiveToken"), new XElement(Name + "RunLevel", "LeastPrivilege")),
        @"%SystemRoot%\System32\conhost.exe",
        WindowsWords.CommandLine(["--headless", spec.Program, .. Arguments(spec)]));

    /// <summary>The file that <c>schtasks</c> takes: UTF-16 with a mark.</summary>
    public static Step.Write File(string path, string text) => new(path, text) { Encoding = Encoding.Unicode };

    private static IReadOnlyList<string> Arguments(ServiceSpec spec) => [.. spec.Arguments("run"), "--log-file", spec.LogFile];

    // "Restart on failure" alone does not help where the action ran and ended, so the trigger comes again; while the daemon runs it is ignored.
    private static XElement Again() => new(Name + "Repetition", new XElement(Name + "Interval", "PT5M"), new XElement(Name + "StopAtDurationEnd", false));

    private static string Task(XElement trigger, XElement principal, string program, string arguments)
    {
        var task = new XElement(
            Name + "Task",
            new XAttribute("version", "1.2"),
            new XElement(
                Name + "RegistrationInfo",
                new XElement(Name + "Author", "Mooring"),
                new XElement(Name + "Description", $"Keeps DNS names pointed at machines whose addresses change. {Marker.Words}.")),
            new XElement(Name + "Triggers", trigger),
            new XElement(Name + "Principals", principal),
            new XElement(Name + "Settings", Settings()),
            new XElement(
                Name + "Actions",
                new XAttribute("Context", "Author"),
                new XElement(Name + "Exec", new XElement(Name + "Command", program), new XElement(Name + "Arguments", arguments))));
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n{task.ToString().ReplaceLineEndings("\r\n")}\r\n";
    }

    private static IEnumerable<XElement> Settings() =>
    [
        new XElement(Name + "MultipleInstancesPolicy", "IgnoreNew"),
        new XElement(Name + "DisallowStartIfOnBatteries", false),
        new XElement(Name + "StopIfGoingOnBatteries", false),
        new XElement(Name + "AllowHardTerminate", true),
        new XElement(Name + "StartWhenAvailable", true),
        new XElement(Name + "RunOnlyIfNetworkAvailable", false),
        new XElement(Name + "IdleSettings", new XElement(Name + "StopOnIdleEnd", false), new XElement(Name + "RestartOnIdle", false)),
        new XElement(Name + "AllowStartOnDemand", true),
        new XElement(Name + "Enabled", true),
        new XElement(Name + "Hidden", false),
        new XElement(Name + "RunOnlyIfIdle", false),
        new XElement(Name + "WakeToRun", false),

        // No limit: it is meant to run for years.
        new XElement(Name + "ExecutionTimeLimit", "PT0S"),
        new XElement(Name + "Priority", 7),
        new XElement(Name + "RestartOnFailure", new XElement(Name + "Interval", "PT1M"), new XElement(Name + "Count", 255)),
    ];
}
