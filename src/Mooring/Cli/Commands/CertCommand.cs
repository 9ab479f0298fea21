using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Logging;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Daemon;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert issue|renew</c>, with the group that the other verbs about certificates are in.</summary>
internal static class CertCommand
{
    /// <summary>The group with its verbs.</summary>
    public static Verb Create(Language language)
    {
        var group = new Verb("cert", new Text("Issue, renew, list, show, export, deploy, restore and revoke certificates", "签发、续期、列出、显示、导出、部署、恢复和吊销证书"), language);
        group.Add(CreateIssue(language));
        group.Add(CreateRenew(language));
        group.Add(CertListCommand.Create(language));
        group.Add(CertShowCommand.Create(language));
        group.Add(CertExportCommand.Create(language));
        group.Add(CertRestoreCommand.Create(language));
        group.Add(CertRevokeCommand.Create(language));
        group.Add(CertAccountCommand.Create(language));
        return group;
    }

    /// <summary>The names of certificates.</summary>
    public static Argument<string[]> Names(Language language) => new("NAME")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = new Text("Names under `certificates:`; else all of them", "`certificates:` 下的名称；未给出时为全部").In(language),
    };

    /// <summary>The wanted certificates of these names; all of them where none is named.</summary>
    /// <exception cref="ProblemsException">A name is none of the configuration; exit code 2.</exception>
    public static ImmutableArray<CertificateWish> Choose(MooringConfiguration configuration, Installation installation, string[]? names)
    {
        var all = Certificates.Wishes(configuration, installation);
        Problem[] unknown =
        [
            .. (names ?? []).Where(name => all.All(wish => wish.Name != name)).Select(name => new Problem(
                new Text($"there is no certificate '{name}'", $"没有名为“{name}”的证书"),
                all.IsEmpty
                    ? new Text("define it under `certificates:`", "请在 `certificates:` 下定义")
                    : new Text($"`certificates` has {Known(all)}", $"`certificates` 下有：{Known(all)}")) { Key = "NAME", File = configuration.Path }),
        ];
        return unknown.Length > 0 ? throw new ProblemsException(unknown) : [.. all.Where(wish => names is not { Length: > 0 } || names.Contains(wish.Name, StringComparer.Ordinal))];
    }

    private static string Known(IEnumerable<CertificateWish> all) => string.Join(", ", all.Select(wish => wish.Name).Distinct(StringComparer.Ordinal));

    private static Verb CreateIssue(Language language)
    {
        var names = Names(language);
        var rehearse = new Option<bool>("--dry-run")
        {
            Description = new Text("Go through everything at the authority's directory for trials, and keep nothing", "在颁发机构的试运行目录走完全过程，不保留任何结果").In(language),
        };
        var verb = new Verb("issue", new Text("Have certificates issued now, due or not", "立即签发证书，无论是否到期"), language)
        {
            Details = new Text(
                "An order that was interrupted is gone on with. What this machine knows of the authority's limits is kept to. Exit code 1: some certificate could not be had.",
                "被中断的订单会继续。遵守已知的颁发机构限额。退出码 1：有证书未能签发。"),
            Examples =
            [
                new Example("mooring cert issue example --dry-run", new Text("try it first", "先试运行")),
                new Example("mooring cert issue example", new Text("one certificate", "签发一张证书")),
            ],
            RunAsync = (context, cancellation) => RunAsync(
                context, context.Get(names), context.Get(rehearse) ? CertificateAim.Rehearse : CertificateAim.Now, cancellation),
        };
        verb.Add(names);
        verb.Add(rehearse);
        return verb;
    }

    private static Verb CreateRenew(Language language)
    {
        var names = Names(language);
        var verb = new Verb("renew", new Text("Renew what is due, issue what is missing, and nothing else", "续期到期的证书，签发缺少的证书，仅此而已"), language)
        {
            Details = new Text(
                "Due is what the authority says (RFC 9773), else a certificate of which a third of its lifetime is left. Safe to run as often as you like, beside the daemon too.",
                "由颁发机构决定何时续期（RFC 9773），否则在剩余有效期不足三分之一时续期。可以任意频繁地运行，也可与守护进程同时运行。"),
            Examples = [new Example("mooring cert renew", new Text("from cron, once or twice a day", "由 cron 每天运行一两次"))],
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(names), CertificateAim.Due, cancellation),
        };
        verb.Add(names);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, string[]? names, CertificateAim aim, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var wishes = Choose(configuration, installation, names);

        // Whoever says `issue` waits for it; `renew` mostly comes from cron, where nobody does.
        var isAttended = aim != CertificateAim.Due || context.Bare.ErrorIsTerminal;
        var tools = await Certificates.ToolsAsync(configuration, installation, context.Warn, context.Time, cancellation, isAttended);
        ImmutableArray<CertificateOutcome> outcomes;
        var remarks = new List<Text>();
        using (var progress = context.Progress())
        {
            var round = new CertificateRound(tools, new ShownProgress(context, progress, remarks.Add), Random.Shared.NextDouble);
            outcomes = await round.RunAsync(wishes, aim, TimeSpan.Zero, cancellation);
        }

        // From cron, nobody wants to hear what could be otherwise.
        remarks.Distinct().Where(_ => aim != CertificateAim.Due).ToList().ForEach(context.Note);
        await installation.ClockMemory.SaveAsync(installation.Clocks, installation.Trusted, cancellation);
        var deployed = aim == CertificateAim.Rehearse ? [] : await DeployAsync(context, configuration, tools, outcomes, aim, cancellation);
        outcomes = aim == CertificateAim.Rehearse ? outcomes : await WithLeftAsync(configuration, tools, outcomes, deployed, cancellation);
        Show(context, outcomes, deployed, aim);
        return deployed.Any(one => one.Report is { Succeeded: false }) || outcomes.Any(outcome => outcome.Error is not null || outcome.NotDeployed is not null)
            ? ExitCode.Partial
            : ExitCode.Done;
    }

    /// <summary>Tells of what could not be deployed before, where it is not the time to try again.</summary>
    private static async Task<ImmutableArray<CertificateOutcome>> WithLeftAsync(
        MooringConfiguration configuration, IssuingTools tools, ImmutableArray<CertificateOutcome> outcomes, IReadOnlyList<DeployResult> deployed, CancellationToken cancellation)
    {
        var told = new List<CertificateOutcome>();
        foreach (var outcome in outcomes)
        {
            var (name, kind) = (outcome.Wish.Name, outcome.Wish.Kind);
            var waits = configuration.Certificates.Any(one => one.Name == name && one.Deploy.Count > 0) && deployed.All(one => one.Name != name);
            var state = waits ? (await CertificateState.In(tools.Store, name, kind).ReadAsync(cancellation)).Deployment : null;
            told.Add(outcome with { NotDeployed = state?.Deployed == outcome.Certificate?.Version ? null : state?.LastError });
        }

        return [.. told];
    }

    /// <summary>Does what `deploy:` says for what was not deployed yet.</summary>
    private static async Task<IReadOnlyList<DeployResult>> DeployAsync(
        CommandContext context, MooringConfiguration configuration, IssuingTools tools,
        ImmutableArray<CertificateOutcome> outcomes, CertificateAim aim, CancellationToken cancellation)
    {
        var deployments = Deployment.Of(tools.Certificates, tools.Store, context.Time);
        var results = new List<DeployResult>();
        foreach (var settings in configuration.Certificates.Where(certificate => outcomes.Any(outcome => outcome.Wish.Name == certificate.Name)))
        {
            var when = aim == CertificateAim.Now ? DeployWhen.Pending : DeployWhen.Due;
            if (await deployments.DeployAsync(Deployment.Spec(settings), when, cancellation) is { } report)
            {
                results.Add(new DeployResult(settings.Name, report, IsFine: true));
            }
        }

        return results;
    }

    private static void Show(CommandContext context, ImmutableArray<CertificateOutcome> outcomes, IReadOnlyList<DeployResult> deployed, CertificateAim aim)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json => CertificateOutput.WriteJson(json, outcomes, deployed, context.Language));
        }
        else if (aim == CertificateAim.Rehearse)
        {
            outcomes.Where(outcome => outcome.Error is null).ToList().ForEach(outcome => context.Output.Line(
                new Text($"{outcome.Wish}: the trial went well; nothing was kept", $"{outcome.Wish}：试运行成功，未保留任何结果")));
        }
        else
        {
            context.Output.Table(CertificateOutput.Table(outcomes, context.Time.GetUtcNow(), context.Language));
            DeployOutput.WriteSteps(context, deployed);
        }

        if (!context.Output.IsJson)
        {
            CertificateOutput.Failures(outcomes).ToList().ForEach(context.Fail);
        }
    }

    /// <summary>On a terminal one line that changes; in a log that is wanted in detail, each step.</summary>
    private sealed class ShownProgress(CommandContext context, ProgressLine progress, Action<Text> remark) : IIssuanceProgress
    {
        private readonly SpokenLog log = new(context.Log("Certificates"), context.Language);

        public void Tell(CertificateWish wish, Text what)
        {
            progress.Report(Of(wish, what));
            log.Say(LogLevel.Debug, Of(wish, what));
        }

        public void Ask(CertificateWish wish, Text what) => context.Note(Of(wish, what));

        public void Remark(CertificateWish wish, Text what) => remark(what);

        public void Warn(CertificateWish wish, Text what) => context.Warn(Of(wish, what));

        private static Text Of(CertificateWish wish, Text what) => new($"{wish}: {what.English}", $"{wish}：{what.Chinese}");
    }
}
