using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Machine;

namespace Mooring.Doctor.Machine;

/// <summary>Looks at the services that run Mooring: whether they run, start by themselves, and use the same configuration.</summary>
internal sealed class ServiceExamination : IExamination
{
    /// <inheritdoc />
    public Text Name { get; } = new("services", "系统服务");

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var machine = new LocalMachine(patient.Environment, patient.Time);
        foreach (var manager in ServiceManagers.Of(Mooring.Services.Machine.MachineFacts.OfThis()))
        {
            findings.AddRange(Judge(await manager.LookAsync(machine, cancellation), manager.WhereToLook, patient.Configuration?.Path));
        }

        return findings;
    }

    /// <summary>What to say of one service; nothing where it is not installed.</summary>
    /// <param name="service">How it stands.</param>
    /// <param name="whereToLook">Where it says why it does not run.</param>
    /// <param name="configuration">The configuration that is looked at; null for none.</param>
    public static IEnumerable<Finding> Judge(ServiceState service, Text whereToLook, string? configuration) => service switch
    {
        { IsInstalled: false } => [],
        // It runs while its user is logged on, and no longer.
        { IsRunning: false, Kind: not ServiceKind.UserDaemon } => [Say(Severity.Warning, service, new(
            $"is installed and does not run{Detail(service, ": ")}", $"已安装但没有运行{Detail(service, "：")}"), whereToLook)],
        { IsEnabled: false } => [Say(Severity.Warning, service, new(
            "does not start by itself after the next boot", "下次开机后不会自动启动"), Enabling(service))],
        { Configuration: { } own } when configuration is not null && own != configuration => [Say(Severity.Hint, service, new(
            $"runs on {own}, and {configuration} is looked at here", $"使用的配置是 {own}，而此处检查的是 {configuration}"), new(
            $"`mooring doctor --config {own}` looks at what it runs on", $"用 `mooring doctor --config {own}` 检查它所用的配置"))],
        _ => [Say(Severity.Ok, service, service.Kind == ServiceKind.Timer
            ? new("runs `mooring update` from time to time", "定期运行 `mooring update`")
            : new("runs the daemon", "运行守护进程"), mend: null)],
    };

    private static Text Enabling(ServiceState service)
    {
        var command = service.Manager == "systemd" ? $"systemctl enable {service.Name}" : "mooring service install";
        return new($"as root or administrator, type:\n{command}", $"请以 root 或管理员身份执行：\n{command}");
    }

    private static string Detail(ServiceState service, string before) => service.Detail is { Length: > 0 } detail ? before + detail : "";

    private static Finding Say(Severity severity, ServiceState service, Text message, Text? mend) => new(FindingIds.ServiceState, severity, service.Name, message, mend);
}
