using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;

namespace Mooring.Daemon;

/// <summary>Keeps the certificates of one configuration, beside the rounds of its records; what others left of their challenges goes with it.</summary>
internal sealed class CertificateKeeper : IAsyncDisposable
{
    /// <summary>Certificates are looked at at least this often; what is due before is due then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How soon what could not be deployed is looked at again; it has pauses of its own.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private readonly CertificateRound round;
    private readonly Deployments deployments;
    private readonly ImmutableArray<DeploySpec> specs;
    private readonly ImmutableArray<CertificateWish> wishes;
    private readonly Lookout lookout;
    private readonly SpokenLog log;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource end;
    private readonly Dictionary<string, Text> failing = new(StringComparer.Ordinal);
    private readonly Task running;

    private CertificateKeeper(
        IssuingTools tools, ImmutableArray<CertificateWish> wishes, ImmutableArray<DeploySpec> specs, bool isNeeded, Lookout lookout, SpokenLog log, CancellationToken cancellation)
    {
        round = new CertificateRound(tools, new Whisper(log), Random.Shared.NextDouble);
        deployments = Deployment.Of(tools.Certificates, tools.Store, tools.Time);
        (this.specs, this.lookout) = (specs, lookout);
        (this.wishes, this.log, time) = (wishes, log, tools.Time);
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        running = isNeeded ? KeepAsync(end.Token) : Task.CompletedTask;
    }

    /// <summary>Begins to keep them; returns at once.</summary>
    public static async Task<CertificateKeeper> StartAsync(
        Workshop workshop, MooringConfiguration configuration, Installation installation, Lookout lookout, SpokenLog log, CancellationToken cancellation) => new(
            await Certificates.ToolsAsync(configuration, installation, what => log.Say(LogLevel.Warning, what), workshop.Time, cancellation),
            Certificates.Wishes(configuration, installation),
            [.. configuration.Certificates.Select(Deployment.Spec)],
            configuration.Certificates.Count > 0 || ChallengeDesk.IsOpen(configuration),
            lookout,
            log,
            cancellation);

    /// <summary>Ends what is under way; challenges are taken away before.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(await RoundAsync(cancellation), time, cancellation);
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken cancellation)
    {
        try
        {
            var outcomes = await round.RunAsync(wishes, CertificateAim.Due, TimeSpan.Zero, cancellation);
            foreach (var outcome in outcomes)
            {
                Write(outcome);
            }

            var troubles = await DeployAsync(cancellation);
            lookout.CertificatesEnded([.. outcomes.Select(outcome => outcome.Error is null ? outcome with { Error = troubles.GetValueOrDefault(outcome.Wish.Name) } : outcome)]);
            return troubles.Count == 0 ? Pause(outcomes) : Retry;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The top of this loop: whatever it was, the next round starts afresh.
            log.Say(LogLevel.Error, new Text("the round of certificates ended unexpectedly", "本轮证书检查意外中止"), e);
            return Longest;
        }
    }

    private TimeSpan Pause(ImmutableArray<CertificateOutcome> outcomes)
    {
        var next = outcomes.Select(outcome => outcome.NextAttempt ?? outcome.RenewAt).Min() - time.GetUtcNow() ?? Longest;
        return next < Shortest ? Shortest : next > Longest ? Longest : next;
    }

    /// <summary>Says each thing once: a new certificate, what failed, and that it works again.</summary>
    private void Write(CertificateOutcome outcome)
    {
        if (outcome.IsNew)
        {
            var until = outcome.Certificate!.Validity.NotAfter.UtcDateTime;
            log.Say(LogLevel.Information, new Text(
                $"certificate {outcome.Wish}: issued by {outcome.Certificate.Origin.Issuer}, valid until {until:yyyy-MM-dd HH:mm} UTC",
                $"证书 {outcome.Wish}：已由 {outcome.Certificate.Origin.Issuer} 签发，有效期至 {until:yyyy-MM-dd HH:mm} UTC"));
        }

        SayOnce(outcome.Wish.ToString(), outcome.Error, LogLevel.Warning);
    }

    /// <summary>Deploys what was not deployed yet. What only root may do, a unit of root's own does; so that is nothing to be alarmed of for a day.</summary>
    /// <returns>By name, what people are to be told.</returns>
    private async Task<Dictionary<string, Text>> DeployAsync(CancellationToken cancellation)
    {
        var troubles = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            var trouble = await DeployAsync(spec, cancellation);
            SayOnce($"{spec.Name} (deploy)", trouble?.Why, trouble is { WaitsForRoot: true } ? LogLevel.Information : LogLevel.Warning);
            if (trouble is { WaitsForRoot: false })
            {
                troubles[spec.Name] = trouble.Why;
            }
        }

        return troubles;
    }

    private async Task<DeployTrouble?> DeployAsync(DeploySpec spec, CancellationToken cancellation)
    {
        try
        {
            if (await deployments.DeployAsync(spec, DeployWhen.Due, cancellation) is { Succeeded: true })
            {
                log.Say(LogLevel.Information, new Text($"certificate {spec.Name}: deployed", $"证书 {spec.Name}：已部署"));
            }

            return await deployments.LookAsync(spec, cancellation);
        }
        catch (StateStoreException e)
        {
            return new DeployTrouble(e.Text, WaitsForRoot: false);
        }
    }

    private void SayOnce(string what, Text? why, LogLevel level)
    {
        if (why is null)
        {
            failing.Remove(what);
        }
        else if (!failing.TryGetValue(what, out var before) || before != why)
        {
            failing[what] = why;
            log.Say(level, new Text($"certificate {what}: {why.English}", $"证书 {what}：{why.Chinese}"));
        }
    }

    private sealed class Whisper(SpokenLog log) : IIssuanceProgress
    {
        public void Tell(CertificateWish wish, Text what) => Say(LogLevel.Debug, wish, what);

        public void Ask(CertificateWish wish, Text what) => Say(LogLevel.Warning, wish, what);

        public void Warn(CertificateWish wish, Text what) => Say(LogLevel.Warning, wish, what);

        private void Say(LogLevel level, CertificateWish wish, Text what) => log.Say(level, new Text($"certificate {wish}: {what.English}", $"证书 {wish}：{what.Chinese}"));
    }
}
