using System.Collections.Concurrent;
using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Doctor;
using Mooring.Engine.Store;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>doctor</c>: what is wrong here, and how to mend it.</summary>
internal static class DoctorCommand
{
    /// <summary>Names, proxies and clouds that answer slowly are found out within it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var readOnly = new Option<bool>("--read-only")
        {
            Description = new Text(
                "Send no write requests, not even those that cannot take effect; rights to write are then not told", "不发送任何写入请求，包括不可能生效的；此时无法判断写入权限").In(language),
        };
        var verb = Create(language, readOnly);
        verb.Add(readOnly);
        return verb;
    }

    private static Verb Create(Language language, Option<bool> readOnly) => new("doctor", new Text(
        "Find what is wrong with clock, network, accounts and records, and how to mend it", "检查时钟、网络、账号与记录的问题，并给出解决办法"), language)
    {
        Details = new Text(
            "Changes no record, no state and no clock. What a key may do is tried by write requests that cannot take effect; --read-only leaves them out. "
            + "Without a configuration it looks at the machine alone. Exit code 1 when there is a fault.",
            "不更改任何记录、状态或时钟。密钥的写入权限通过不可能生效的写入请求来判断，--read-only 则不发送这些请求。没有配置时只检查本机。发现故障时退出码为 1。"),
        Examples =
        [
            new Example("mooring doctor", new Text("everything", "全部检查")),
            new Example("mooring doctor --output json", new Text("for programs", "供程序使用")),
        ],
        RunAsync = (context, cancellation) => RunAsync(context, context.Get(readOnly), cancellation),
    };

    private static async Task<int> RunAsync(CommandContext context, bool readOnly, CancellationToken cancellation)
    {
        var warnings = new List<Problem>();
        var notices = new ConcurrentQueue<Text>();
        var configuration = context.FindConfiguration(warnings.Add);
        using var installation = await InstallAsync(context.Workshop with { Notice = notices.Enqueue }, configuration, cancellation);
        var patient = new Patient
        {
            Configuration = configuration,
            Installation = installation,
            Warnings = warnings,
            Environment = context.Environment,
            Time = context.Time,
            TriesWrites = !readOnly,
        };
        var findings = await ExamineAsync(context, patient, cancellation);
        FindingsOutput.Write(context.Output, findings, context.Language);
        foreach (var notice in notices.Where(notice => !findings.Any(finding => finding.Says(notice))))
        {
            context.Warn(notice);
        }

        return findings.Any(finding => finding.Severity == Severity.Fault) ? ExitCode.Partial : ExitCode.Done;
    }

    private static async Task<Installation?> InstallAsync(Workshop workshop, MooringConfiguration? configuration, CancellationToken cancellation)
    {
        try
        {
            return configuration is null ? null : await workshop.InstallAsync(configuration, cancellation, trial: true);
        }
        catch (StateStoreException e)
        {
            throw new CommandException(e.Text, ExitCode.Partial, e);
        }
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(CommandContext context, Patient patient, CancellationToken cancellation)
    {
        using var progress = context.Progress();
        return await new Visit(Examinations.All, Limit).RunAsync(
            patient, name => progress.Report(new Text($"looking at {name.English}…", $"正在检查{name.Chinese}…")), cancellation);
    }
}
