using System.Diagnostics;
using System.Text;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Store;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Deploy;

/// <summary>Hands certificates to those who use them: writes files, runs programs.</summary>
/// <remarks>Safe to repeat: files are replaced whole. After a step that failed the rest is left, since a program would meet files that are not there.</remarks>
/// <param name="runner">Runs programs.</param>
/// <param name="time">The clock of the pauses between attempts.</param>
public sealed class Deployer(ICommandRunner runner, TimeProvider time)
{
    /// <summary>The pauses before a second and each further attempt at a program.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)];

    private const int MostTold = 2000;

    /// <summary>Does every step.</summary>
    /// <param name="spec">What to do.</param>
    /// <param name="certificates">The version in use of each kind of key that is there, in the order of <see cref="DeploySpec.Kinds"/>; at least one.</param>
    public async Task<DeployReport> DeployAsync(DeploySpec spec, IReadOnlyList<StoredCertificate> certificates, CancellationToken cancellation)
    {
        var outcomes = new List<StepOutcome>();
        var facts = new DeployVariables(spec, certificates);
        foreach (var step in spec.Steps)
        {
            outcomes.Add(step switch
            {
                DeployStep.Files files => Write(spec, files, certificates, facts),
                DeployStep.Run run => await RunAsync(run, facts, cancellation),
                _ => throw new UnreachableException(),
            });
            if (outcomes[^1].Error is not null)
            {
                break;
            }
        }

        return new DeployReport(outcomes);
    }

    private static StepOutcome Write(DeploySpec spec, DeployStep.Files step, IReadOnlyList<StoredCertificate> certificates, DeployVariables facts)
    {
        var what = new Text($"files in {step.Directory}", $"写入 {step.Directory} 的文件");
        try
        {
            var writing = new FileDeployment(FileOwnership.Of(step.Owner, step.Group), step.Mode);
            var written = new List<string>();
            foreach (var certificate in certificates)
            {
                var name = CertificateKeyKinds.FileName(spec.Name, certificate.Kind, [.. spec.Kinds]);
                var files = DeployedFiles.Of(step.Layout, name, certificate, step.Password);
                var paths = writing.Write(step.Directory, name, files);
                facts.Add(certificate, files, paths);
                written.AddRange(paths);
            }

            return new StepOutcome(step, what, null) { Files = written };
        }
        catch (DeployException e)
        {
            return new StepOutcome(step, what, e.Text) { NeedsRights = e.NeedsRights };
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            return Failed(step, what, e);
        }
    }

    private static StepOutcome Failed(DeployStep.Files step, Text what, Exception e)
    {
        var denied = FileFaults.Classify(e) == StateFault.Denied;
        var owner = step.Owner ?? step.Group;
        return new StepOutcome(step, what, denied
            ? new Text(
                $"{step.Directory} could not be written{(owner is null ? "" : $" for {owner}")}: this user may not; run `mooring cert export --deploy` as root, or give the directory to this user",
                $"无法写入 {step.Directory}{(owner is null ? "" : $"（属主 {owner}）")}：当前用户无权限；请以 root 运行 `mooring cert export --deploy`，或把该目录授权给当前用户")
            : new Text($"{step.Directory} could not be written: {e.Message}", $"无法写入 {step.Directory}：{e.Message}")) { NeedsRights = denied };
    }

    private async Task<StepOutcome> RunAsync(DeployStep.Run step, DeployVariables facts, CancellationToken cancellation)
    {
        var call = new ProgramCall { Command = step.Command, Variables = facts.All, Timeout = step.Timeout, LeavesOthers = true };
        var what = new Text($"run {step.Command[0]}", $"运行 {step.Command[0]}");
        for (var attempt = 1; ; attempt++)
        {
            var result = await runner.RunAsync(call, cancellation);
            var why = Complaint(step, result);
            if (why is null || attempt >= step.Attempts || result is CommandResult.NotStarted)
            {
                return new StepOutcome(step, what, why) { Output = Printed(result) };
            }

            await Task.Delay(Pauses[Math.Min(attempt, Pauses.Length) - 1], time, cancellation);
        }
    }

    /// <summary>What is wrong with how it ended; names the program alone, since its arguments may hold a password.</summary>
    private static Text? Complaint(DeployStep.Run step, CommandResult result) => result switch
    {
        CommandResult.Finished { ExitCode: 0 } => null,
        CommandResult.Finished finished => About(step, new Text($"exit code {finished.ExitCode}{Said(result)}", $"退出码 {finished.ExitCode}{Said(result)}")),
        CommandResult.TimedOut => About(step, new Text($"no end after {step.Timeout.TotalSeconds:0} s, so it was stopped", $"超过 {step.Timeout.TotalSeconds:0} 秒仍未结束，已终止")),
        CommandResult.PrintedTooMuch => About(step, new Text("it printed too much, so it was stopped", "输出过多，已终止")),
        CommandResult.NotStarted { Why: var why } => About(step, why),
        var other => throw new InvalidOperationException($"no such result: {other.GetType()}"),
    };

    private static Text About(DeployStep.Run step, Text why) =>
        new($"the command {step.Command[0]}: {why.English}", $"命令 {step.Command[0]}：{why.Chinese}");

    private static string Said(CommandResult result) =>
        Printed(result).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? $" ({last})" : "";

    private static string Printed(CommandResult result)
    {
        if (result is not CommandResult.Finished finished)
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(finished.Output.Span) + Encoding.UTF8.GetString(finished.Errors.Span);
        return text.Length > MostTold ? text[^MostTold..] : text;
    }
}
