using System.Globalization;
using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;
using Mooring.Hooks;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary>Runs certbot's hooks and tells of each call in one line on standard error.</summary>
/// <param name="context">The verb's.</param>
/// <param name="configuration">Whose accounts.</param>
/// <param name="account">The account to take; null: whichever holds the zone.</param>
/// <param name="verb">What it is called in its line.</param>
internal sealed class CertbotRun(CommandContext context, MooringConfiguration configuration, string? account, string verb)
{
    private readonly HookWitness witness = new(context.Workshop.Trace);

    /// <summary>The auth hook: publishes, prints where, and after the last challenge of a run waits for all.</summary>
    public Task<int> AuthAsync(HookCall call, CancellationToken cancellation) => GuardedAsync(call, async hook =>
    {
        var published = await hook.PublishAsync(call, cancellation);
        Line(HookTexts.Published(published, witness));
        context.Output.Json(json => HookOutput.Write(json, published));
        if (call.Remaining > 0)
        {
            return ExitCode.Done;
        }

        await hook.SweepAsync(cancellation);
        var report = await WaitAsync(hook, call, published, cancellation);
        if (report.Why is { } why)
        {
            Line(why, LogLevel.Error);
        }

        return report.Succeeded ? ExitCode.Done : ExitCode.Partial;
    }, cancellation);

    /// <summary>The clean-up hook: removes its own value and nothing else.</summary>
    public Task<int> CleanUpAsync(HookCall call, CancellationToken cancellation) => GuardedAsync(call, async hook =>
    {
        await hook.RemoveAsync(call, cancellation);
        Line(HookTexts.CleanedUp(call.Domain, witness));
        return ExitCode.Done;
    }, cancellation);

    /// <summary>Whatever goes wrong, certbot gets an exit code of the hooks' contract, and its user the one line.</summary>
    private async Task<int> GuardedAsync(HookCall call, Func<CertbotHook, Task<int>> work, CancellationToken cancellation)
    {
        try
        {
            using var installation = await (context.Workshop with { Trace = witness }).InstallAsync(configuration, cancellation);
            var accounts = AccountChoice.Candidates(installation.Accounts, account, installation.Manual).Select(witness.Watch).ToArray();
            var options = new ChallengeOptions
            {
                Mark = await installation.Mark.ReadAsync(cancellation), Tell = context.Warn, Owner = ChallengeOwner.Current(isHook: true), Run = call.Run, TakesManual = false,
            };
            var publisher = Challenges.Publisher(installation, accounts, options, configuration.Dns, context.Time);
            var propagation = NameServices.Propagation(configuration.Dns, installation.HttpsResolvers, context.Time);
            var code = await work(new CertbotHook(publisher, propagation, context.Time));
            await installation.ClockMemory.SaveAsync(installation.Clocks, installation.Trusted, cancellation);
            return code;
        }
        catch (ChallengeException e)
        {
            return Fail(HookTexts.Failed(e));
        }
        catch (DnsApiException e)
        {
            return Fail(e.Text);
        }
        catch (StateStoreException e)
        {
            return Fail(e.Text);
        }
    }

    private async Task<PropagationReport> WaitAsync(CertbotHook hook, HookCall call, PublishedChallenge published, CancellationToken cancellation)
    {
        using var progress = context.Progress();
        return await hook.WaitAsync(call, published, now => progress.Report(now.Text), cancellation);
    }

    private int Fail(Text why)
    {
        Line(new Text($"failed: {why.English}", $"失败：{why.Chinese}"), LogLevel.Error);
        return ExitCode.Partial;
    }

    private void Line(Text text, LogLevel level = LogLevel.Information)
    {
        var said = $"{verb}: {text.In(context.Language)}";
        if (context.Logging.IsJson)
        {
            context.Logging.Tell(level, said);
            return;
        }

        var now = context.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        context.Terminal.Error.WriteLine($"{now} {Printable.Of(said)}");
    }
}
