using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert list</c>: every certificate and how it stands; no network.</summary>
internal static class CertListCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language) => new("list", new Text("List the certificates and how they stand", "列出证书及其状态"), language)
    {
        Details = new Text("Nothing is asked of any network.", "不访问网络。"),
        Examples = [new Example("mooring cert list", new Text("all of them", "全部证书"))],
        RunAsync = RunAsync,
    };

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation, trial: true);
        var tools = await Certificates.ToolsAsync(configuration, installation, context.Warn, context.Time, cancellation);
        var outcomes = new List<CertificateOutcome>();
        foreach (var wish in Certificates.Wishes(configuration, installation))
        {
            var certificate = await tools.Certificates.FindAsync(wish.Name, wish.Kind, cancellation);
            var state = await CertificateState.In(tools.Store, wish.Name, wish.Kind).ReadAsync(cancellation);
            outcomes.Add(CertificateOutcome.Remembered(wish, certificate, state) with { NotDeployed = state.Deployment?.LastError });
        }

        if (context.Output.IsJson)
        {
            context.Output.Json(json => CertificateOutput.WriteJson(json, outcomes));
        }
        else if (outcomes.Count == 0)
        {
            context.Output.Line(new Text("the configuration names no certificate", "配置中没有证书"));
        }
        else
        {
            context.Output.Table(CertificateOutput.Table(outcomes, context.Time.GetUtcNow(), context.Language));
            foreach (var why in CertificateOutput.Failures(outcomes))
            {
                context.Output.Line(why);
            }
        }

        return ExitCode.Done;
    }
}
