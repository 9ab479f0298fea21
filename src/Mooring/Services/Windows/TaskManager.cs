using System.Net;
using System.Text.RegularExpressions;
using Mooring.Core;
using Mooring.Services.Machine;

namespace Mooring.Services.Windows;

/// <summary>The Task Scheduler of Windows, which runs the daemon from boot on, or while one user is logged on.</summary>
/// <param name="kind">Which of the two.</param>
/// <param name="drafts">A directory for the description on its way to <c>schtasks</c>.</param>
internal sealed partial class TaskManager(ServiceKind kind, string drafts) : IServiceManager
{
    /// <inheritdoc />
    public string Name => "tasks";

    /// <inheritdoc />
    public ServiceKind Kind => kind;

    /// <inheritdoc />
    public Text WhereToLook => new("its log is the file after --log-file", "日志位于 --log-file 所指的文件");

    private string Task => kind == ServiceKind.UserDaemon ? "Mooring user" : "Mooring";

    private string Draft => Path.Combine(drafts, "mooring-task.xml");

    /// <inheritdoc />
    public async Task<ServiceState> LookAsync(IMachine machine, CancellationToken cancellation)
    {
        var shown = await machine.RunAsync(["schtasks", "/Query", "/TN", Task, "/XML"], cancellation);
        var arguments = WindowsWords.Split(Element(shown.Output, "Arguments"));
        var program = Element(shown.Output, "Command");
        return new ServiceState(Name, Task, kind)
        {
            IsInstalled = shown.IsSuccess,
            IsOurs = Marker.IsIn(shown.Output),

            // The settings say whether the task may run at all; only a task that was switched off has it false.
            IsEnabled = shown.IsSuccess ? !SettingsOff().IsMatch(shown.Output) : null,
            Program = shown.IsSuccess ? arguments is ["--headless", var behind, ..] ? behind : program.Trim('"') : null,
            Configuration = ServiceSpec.ConfigurationOf(arguments),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<Step> Install(ServiceSpec spec) =>
    [
        TaskText.File(Draft, kind == ServiceKind.UserDaemon ? TaskText.AtLogon(spec) : TaskText.AtBoot(spec)),
        new Step.Run("schtasks", "/End", "/TN", Task) { MayFail = true },
        new Step.Run("schtasks", "/Create", "/TN", Task, "/XML", Draft, "/F"),
        new Step.Run("schtasks", "/Run", "/TN", Task),
        new Step.Remove(Draft),
    ];

    /// <inheritdoc />
    public IReadOnlyList<Step> Uninstall() =>
    [
        new Step.Run("schtasks", "/End", "/TN", Task) { MayFail = true },
        new Step.Run("schtasks", "/Delete", "/TN", Task, "/F"),
    ];

    // What schtasks prints says it is UTF-16 and mostly is not, so it is not given to a reader of XML.
    private static string Element(string xml, string name) =>
        WebUtility.HtmlDecode(Regex.Match(xml, $"<{name}>(?<content>[^<]*)</{name}>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["content"].Value);

    [GeneratedRegex(@"<Settings>.*<Enabled>false</Enabled>.*</Settings>", RegexOptions.Singleline, 1_000)]
    private static partial Regex SettingsOff();
}
