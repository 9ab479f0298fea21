using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert show</c>: one certificate in all detail; no network.</summary>
internal static class CertShowCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var name = new Argument<string>("NAME") { Description = new Text("A name under `certificates:`", "`certificates:` 下的名称").In(language) };
        var verb = new Verb("show", new Text("Show a certificate in all detail", "显示证书的详细信息"), language)
        {
            Details = new Text("Nothing is asked of any network. Exit code 1: it was not issued yet.", "不访问网络。退出码 1：尚未签发。"),
            Examples = [new Example("mooring cert show example", new Text("names, validity, renewal, versions", "域名、有效期、续期和版本"))],
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(name)!, cancellation),
        };
        verb.Add(name);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation, trial: true);
        var wishes = CertCommand.Choose(configuration, installation, [name]);
        var tools = await Certificates.ToolsAsync(configuration, installation, context.Warn, context.Time, cancellation);
        var outcomes = new List<CertificateOutcome>();
        foreach (var wish in wishes)
        {
            outcomes.Add(await ShowAsync(context, tools, wish, cancellation));
        }

        if (context.Output.IsJson)
        {
            context.Output.Json(json => CertificateOutput.WriteJson(json, outcomes));
        }

        return outcomes.TrueForAll(outcome => outcome.Certificate is not null) ? ExitCode.Done : ExitCode.Partial;
    }

    private static async Task<CertificateOutcome> ShowAsync(CommandContext context, IssuingTools tools, CertificateWish wish, CancellationToken cancellation)
    {
        var state = await CertificateState.In(tools.Store, wish.Name, wish.Kind).ReadAsync(cancellation);
        var certificate = await tools.Certificates.FindAsync(wish.Name, wish.Kind, cancellation);
        if (!context.Output.IsJson && certificate is null)
        {
            context.Output.Line(new Text($"{wish}: not issued yet", $"{wish}：尚未签发"));
        }
        else if (!context.Output.IsJson)
        {
            var versions = await tools.Certificates.VersionsAsync(wish.Name, wish.Kind, cancellation);
            foreach (var line in CertificateOutput.Details(certificate!, state, versions, context.Language))
            {
                context.Output.Line(line);
            }
        }

        return CertificateOutcome.Remembered(wish, certificate, state);
    }
}
