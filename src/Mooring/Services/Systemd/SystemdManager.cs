using Mooring.Core;
using Mooring.Services.Machine;

namespace Mooring.Services.Systemd;

/// <summary>systemd, which keeps the daemon as a unit or runs <c>update</c> by a timer.</summary>
/// <param name="kind">Which of the two.</param>
internal sealed class SystemdManager(ServiceKind kind) : IServiceManager
{
    private const string Directory = "/etc/systemd/system";
    private const string Runner = "mooring-update.service";

    /// <summary>The units that deploy certificates beside the daemon: what waits for them, and what does it.</summary>
    private const string Awaiter = "mooring-deploy.path";
    private const string Deployer = "mooring-deploy.service";

    /// <inheritdoc />
    public string Name => "systemd";

    /// <inheritdoc />
    public ServiceKind Kind => kind;

    /// <inheritdoc />
    public Text WhereToLook => new(
        $"`journalctl -u {Worker} -n 20` shows what it said", $"`journalctl -u {Worker} -n 20` 会显示其日志");

    /// <summary>The unit that is enabled.</summary>
    private string Unit => kind == ServiceKind.Timer ? "mooring-update.timer" : "mooring.service";

    /// <summary>The unit that runs the program.</summary>
    private string Worker => kind == ServiceKind.Timer ? Runner : Unit;

    /// <inheritdoc />
    public async Task<ServiceState> LookAsync(IMachine machine, CancellationToken cancellation)
    {
        var shown = await machine.RunAsync(
            ["systemctl", "show", "--no-pager", "--property=LoadState,UnitFileState,ActiveState,SubState,FragmentPath,StatusText", Unit], cancellation);
        var about = Properties(shown.Output);
        var file = about.GetValueOrDefault("FragmentPath") is { Length: > 0 } told ? told : $"{Directory}/{Unit}";
        var text = machine.Read(file);
        var workerFile = file.Replace(Unit, Worker, StringComparison.Ordinal);
        var worker = kind == ServiceKind.Timer ? machine.Read(workerFile) : text;
        var words = UnitText.Words(Line(worker, "ExecStart="));

        // The enabled unit alone does not tell: what stands beside it may be somebody else's.
        string[] beside = kind == ServiceKind.Timer ? [workerFile] : [workerFile, $"{Directory}/{Awaiter}", $"{Directory}/{Deployer}"];
        var foreign = beside.FirstOrDefault(other => machine.Read(other) is { } written && !Marker.IsIn(written));
        return new ServiceState(Name, Unit, kind)
        {
            IsInstalled = text is not null || about.GetValueOrDefault("LoadState") is "loaded" or "masked",
            IsOurs = Marker.IsIn(text) && foreign is null,
            Foreign = foreign,
            IsEnabled = about.TryGetValue("UnitFileState", out var enabled) ? enabled is "enabled" or "enabled-runtime" : null,
            IsRunning = about.TryGetValue("ActiveState", out var active) ? active is "active" or "reloading" : null,
            Detail = !shown.IsSuccess ? shown.Said : Detail(about),
            File = text is null ? null : file,
            Program = words.Count > 0 ? words[0] : null,
            Configuration = ServiceSpec.ConfigurationOf(words),
            State = Line(worker, "StateDirectory=") is { Length: > 0 } name ? $"/var/lib/{name}" : null,
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<Step> Install(ServiceSpec spec) =>
    [
        .. spec.Opened.Select(opened => new Step.Allow(opened.Path, opened.More)),
        .. kind == ServiceKind.Timer
            ? [new Step.Write($"{Directory}/{Runner}", UnitText.Update(spec)), new Step.Write($"{Directory}/{Unit}", UnitText.Timer(spec))]
            : new[] { new Step.Write($"{Directory}/{Unit}", UnitText.Daemon(spec)) },
        .. Deploys(spec) ? [new Step.Write($"{Directory}/{Awaiter}", UnitText.DeployPath(spec)), new Step.Write($"{Directory}/{Deployer}", UnitText.Deploy(spec))] : Array.Empty<Step>(),
        Reload,
        new Step.Run("systemctl", "enable", Unit),
        new Step.Run("systemctl", "restart", Unit),
        .. Deploys(spec)
            ? [
                new Step.Run("systemctl", "enable", Awaiter, Deployer),
                new Step.Run("systemctl", "restart", Awaiter),
                new Step.Run("systemctl", "start", "--no-block", Deployer),
            ]
            : Array.Empty<Step>(),
    ];

    /// <inheritdoc />
    public IReadOnlyList<Step> Uninstall() =>
    [
        new Step.Run("systemctl", "disable", "--now", Unit) { MayFail = true },
        new Step.Remove($"{Directory}/{Unit}"),
        .. kind == ServiceKind.Timer
            ? [new Step.Remove($"{Directory}/{Runner}")]
            : new Step[]
            {
                new Step.Run("systemctl", "disable", "--now", Awaiter, Deployer) { MayFail = true },
                new Step.Remove($"{Directory}/{Awaiter}") { IfOurs = true },
                new Step.Remove($"{Directory}/{Deployer}") { IfOurs = true },
            },
        Reload,
    ];

    private bool Deploys(ServiceSpec spec) => spec.Deploys && kind == ServiceKind.Daemon;

    private static Step.Run Reload => new("systemctl", "daemon-reload");

    private static Dictionary<string, string> Properties(string output) => output.Split('\n')
        .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.First(), StringComparer.Ordinal);

    private static string? Detail(Dictionary<string, string> about) =>
        about.GetValueOrDefault("LoadState") is "not-found" ? null
        : string.Join(' ', new[] { about.GetValueOrDefault("ActiveState"), $"({about.GetValueOrDefault("SubState")})", about.GetValueOrDefault("StatusText") }.Where(word => word is { Length: > 0 }));

    private static string Line(string? unit, string key) =>
        unit?.Split('\n').LastOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..] ?? "";
}
