using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Deploy;

/// <summary>When a deployment is done.</summary>
public enum DeployWhen
{
    /// <summary>Whether or not it was done before.</summary>
    Now,

    /// <summary>When something in use was not deployed yet.</summary>
    Pending,

    /// <summary>As <see cref="Pending"/>, but after a failure only when its next attempt is due.</summary>
    Due,
}

/// <summary>What is in use but not deployed.</summary>
/// <param name="Why">What went wrong and what to do.</param>
/// <param name="WaitsForRoot">Whether root's own unit may still be about to do it, so that nobody is to be alarmed.</param>
public sealed record DeployTrouble(Text Why, bool WaitsForRoot);

/// <summary>Deploys what the store has in use, and remembers which version of it was.</summary>
/// <remarks>One process at a time deploys a certificate; another one waits for it, and then finds it done.</remarks>
/// <param name="certificates">Where the certificates are.</param>
/// <param name="store">Where is remembered what was deployed: <see cref="CertificateState.Deployment"/>.</param>
/// <param name="deployer">Does it.</param>
/// <param name="time">The clock.</param>
/// <param name="random">At least 0 and below 1, for the pause after a failure.</param>
public sealed class Deployments(CertificateStore certificates, IStateStore store, Deployer deployer, TimeProvider time, Func<double> random)
{
    /// <summary>How long root's unit has for what this user may not: a day. Then nobody seems to do it.</summary>
    private static readonly TimeSpan Handover = TimeSpan.FromDays(1);

    private readonly CertificateHistory history = new(store, time);

    /// <summary>Does the steps for every kind of key that is there.</summary>
    /// <returns>How it went; null when there was nothing to do: no steps, no certificate, or not the time; with <see cref="DeployWhen.Due"/> also where another process is at it.</returns>
    public async Task<DeployReport?> DeployAsync(DeploySpec spec, DeployWhen when, CancellationToken cancellation)
    {
        try
        {
            return spec.Steps.Count == 0 || !await IsWantedAsync(spec, when, cancellation) ? null : await DeployInTurnAsync(spec, when, cancellation);
        }
        catch (StateStoreException e) when (e.Fault == StateFault.Locked)
        {
            return when == DeployWhen.Due ? null : NotTried(spec, new Text(
                $"another process is just deploying {spec.Name}; try again when that is done", $"另一个进程正在部署 {spec.Name}；请待其完成后重试"));
        }
        catch (StateStoreException e)
        {
            return NotTried(spec, e.Text);
        }
    }

    private static DeployReport NotTried(DeploySpec spec, Text why) => new([new StepOutcome(spec.Steps[0], new Text("deploy", "部署"), why)]);

    private async Task<DeployReport?> DeployInTurnAsync(DeploySpec spec, DeployWhen when, CancellationToken cancellation)
    {
        using var turn = await store.TakeTurnAsync($"certificates/deploy/{spec.Name.ToLowerInvariant()}", cancellation);
        var found = await FindAsync(spec, cancellation);
        return found.IsEmpty || !await IsWantedAsync(spec, when, cancellation) ? null : await DeployAsync(spec, found, cancellation);
    }

    /// <summary>What is wrong with the deployment of what is in use; null where it is done, or was not tried yet.</summary>
    /// <exception cref="StateStoreException">The state cannot be read.</exception>
    public async Task<DeployTrouble?> LookAsync(DeploySpec spec, CancellationToken cancellation)
    {
        foreach (var certificate in spec.Steps.Count == 0 ? [] : await FindAsync(spec, cancellation))
        {
            var state = (await DocumentOf(spec, certificate.Kind).ReadAsync(cancellation)).Deployment;
            if (state is { LastError: { } why } && state.Deployed != certificate.Version)
            {
                return new DeployTrouble(
                    new Text($"not deployed: {why.English}", $"未能部署：{why.Chinese}"), state.NeedsRights && time.GetUtcNow() - certificate.Origin.Issued <= Handover);
            }
        }

        return null;
    }

    private async Task<DeployReport> DeployAsync(DeploySpec spec, ImmutableArray<StoredCertificate> found, CancellationToken cancellation)
    {
        var report = await deployer.DeployAsync(spec, found, cancellation);
        foreach (var certificate in found)
        {
            await DocumentOf(spec, certificate.Kind).ChangeAsync(state => state with { Deployment = After(state.Deployment, certificate, report) }, cancellation);
            await (report.Error is { } why
                ? history.FailedAsync(certificate.Name, certificate.Kind, CertificateHistory.Deploy, why, cancellation)
                : history.DeployedAsync(certificate, cancellation));
        }

        return report;
    }

    private async Task<bool> IsWantedAsync(DeploySpec spec, DeployWhen when, CancellationToken cancellation)
    {
        foreach (var certificate in when == DeployWhen.Now ? [] : await FindAsync(spec, cancellation))
        {
            var state = (await DocumentOf(spec, certificate.Kind).ReadAsync(cancellation)).Deployment;
            if (state?.Deployed != certificate.Version && (when == DeployWhen.Pending || !RetryRule.IsResting(state?.NextAttempt, time.GetUtcNow())))
            {
                return true;
            }
        }

        return when == DeployWhen.Now;
    }

    private async Task<ImmutableArray<StoredCertificate>> FindAsync(DeploySpec spec, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<StoredCertificate>();
        foreach (var kind in spec.Kinds)
        {
            if (await certificates.FindAsync(spec.Name, kind, cancellation) is { } certificate)
            {
                found.Add(certificate);
            }
        }

        return found.ToImmutable();
    }

    private DeploymentState After(DeploymentState? before, StoredCertificate certificate, DeployReport report)
    {
        var now = time.GetUtcNow();
        if (report.Succeeded)
        {
            return new DeploymentState(certificate.Version, now, 0, null, null);
        }

        var failures = (before?.Failures ?? 0) + 1;
        return new DeploymentState(
            before?.Deployed, before?.At, failures, RetryRule.At(now, failures, certificate.Validity.Left(now), random(), null), report.Error)
        {
            NeedsRights = report.NeedsRights,
        };
    }

    private StateDocumentOf<CertificateState> DocumentOf(DeploySpec spec, CertificateKeyKind kind) => CertificateState.In(store, spec.Name, kind);
}
