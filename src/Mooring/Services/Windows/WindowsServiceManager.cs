using System.Text.RegularExpressions;
using Mooring.Core;
using Mooring.Services.Machine;

namespace Mooring.Services.Windows;

/// <summary>The service manager of Windows.</summary>
internal sealed partial class WindowsServiceManager : IServiceManager
{
    /// <summary>The service's name.</summary>
    public const string Service = "Mooring";

    private const string Running = "4";

    // ERROR_SERVICE_ALREADY_RUNNING: also said of one that is still stopping, since `sc stop` does not wait for the end.
    private const int AlreadyRunning = 1056;

    /// <inheritdoc />
    public string Name => "windows";

    /// <inheritdoc />
    public ServiceKind Kind => ServiceKind.Daemon;

    /// <inheritdoc />
    public Text WhereToLook => new("its log is the file after --log-file", "日志位于 --log-file 所指的文件");

    /// <inheritdoc />
    public async Task<ServiceState> LookAsync(IMachine machine, CancellationToken cancellation)
    {
        var query = await machine.RunAsync(["sc.exe", "query", Service], cancellation);
        var about = await machine.RunAsync(["sc.exe", "qc", Service], cancellation);
        var description = await machine.RunAsync(["sc.exe", "qdescription", Service], cancellation);
        var words = WindowsWords.Split(Program().Match(about.Output).Groups["line"].Value.Trim());
        return new ServiceState(Name, Service, Kind)
        {
            IsInstalled = about.IsSuccess,
            IsOurs = Marker.IsIn(description.Output),
            IsEnabled = about.IsSuccess ? Automatic().IsMatch(about.Output) : null,
            IsRunning = query.IsSuccess ? State().Match(query.Output).Groups["state"].Value == Running : null,
            Detail = query.IsSuccess ? State().Match(query.Output).Groups["word"].Value : null,
            Program = words.Count > 0 ? words[0] : null,
            Configuration = ServiceSpec.ConfigurationOf(words),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<Step> Install(ServiceSpec spec)
    {
        var command = WindowsWords.CommandLine([spec.Program, .. spec.Arguments("run"), "--log-file", spec.LogFile, "--windows-service"]);
        return
        [
            new Step.Run("sc.exe", "stop", Service) { MayFail = true },

            // One of the two does it: the first where the service is new, the second where it is not.
            new Step.Run("sc.exe", "create", Service, "binPath=", command, "start=", "auto", "DisplayName=", "Mooring") { MayFail = true },
            new Step.Run("sc.exe", "config", Service, "binPath=", command, "start=", "auto", "DisplayName=", "Mooring"),
            new Step.Run("sc.exe", "description", Service, $"Keeps DNS names pointed at machines whose addresses change. {Marker.Words}."),
            new Step.Run("sc.exe", "failure", Service, "reset=", "86400", "actions=", "restart/10000/restart/60000/restart/300000"),

            // Ending with an exit code counts as a failure too.
            new Step.Run("sc.exe", "failureflag", Service, "1"),
            new Step.Run("sc.exe", "start", Service) { NotYet = [AlreadyRunning] },
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<Step> Uninstall() =>
    [
        new Step.Run("sc.exe", "stop", Service) { MayFail = true },
        new Step.Run("sc.exe", "delete", Service),
    ];

    // sc.exe translates its labels, but not the numbers: TYPE has two digits, STATE one and a word.
    [GeneratedRegex(@":\s+(?<state>[1-7])\s+(?<word>[A-Z_]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex State();

    [GeneratedRegex(@":\s+2\s+AUTO_START", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Automatic();

    [GeneratedRegex(@"^.*?:\s+(?<line>[^\r\n]*mooring[^\r\n]*--config[^\r\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Program();
}
