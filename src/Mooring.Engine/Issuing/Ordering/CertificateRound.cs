using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>What a round of certificates does.</summary>
public enum CertificateAim
{
    /// <summary>Renews what is due, issues what is missing; what failed lately waits.</summary>
    Due,

    /// <summary>Issues now, whether it is due or not.</summary>
    Now,

    /// <summary>Goes through everything at the authority's directory for trials, and keeps nothing.</summary>
    Rehearse,
}

/// <summary>What became of one certificate in a round.</summary>
/// <param name="Wish">Which.</param>
/// <param name="Certificate">The one in use after the round; null where there is none.</param>
/// <param name="IsNew">Whether it was issued in this round.</param>
public sealed record CertificateOutcome(CertificateWish Wish, StoredCertificate? Certificate, bool IsNew)
{
    /// <summary>When it is to be renewed; null where there is none.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    /// <summary>Whether it was revoked at our wish and not replaced since.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Why it could not be had, now or in the attempt before; null where it could.</summary>
    public Text? Error { get; init; }

    /// <summary>When the next attempt is due, where one failed.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>Why the one in use could not be deployed; null where it could, or nobody has looked.</summary>
    public Text? NotDeployed { get; init; }

    /// <summary>How it stands by what is remembered, where nothing was done.</summary>
    public static CertificateOutcome Remembered(CertificateWish wish, StoredCertificate? certificate, CertificateState state) => new(wish, certificate, IsNew: false)
    {
        RenewAt = state.RenewalOf == certificate?.Version ? state.Renewal?.At : null,
        IsRevoked = state.IsRevoked(certificate),
        Error = state.LastError,
        NextAttempt = state.NextAttempt,
    };
}

/// <summary>Keeps certificates as wanted: issues what is missing, renews what is due, one after another, and cleans up after runs that were killed.</summary>
/// <param name="tools">What it works with.</param>
/// <param name="progress">Told what goes on.</param>
/// <param name="random">At least 0 and below 1.</param>
public sealed class CertificateRound(IssuingTools tools, IIssuanceProgress progress, Func<double> random)
{
    private static readonly Text Busy = new(
        "another run, or the daemon, is at work on it; see `mooring cert list` in a minute", "另一次运行或守护进程正在处理它；请稍后查看 `mooring cert list`");

    private readonly Issuance issuance = new(tools, progress, random);
    private readonly RenewalWatch renewals = new(tools, random);
    private readonly CertificateHistory history = new(tools.Store, tools.Time);

    /// <summary>Runs once over all of them; one that fails does not stop the next.</summary>
    /// <param name="wishes">The certificates.</param>
    /// <param name="aim">What to do about them.</param>
    /// <param name="nextRound">How long until this is asked again; what falls due before is due now.</param>
    /// <param name="cancellation">Gives up; challenges are removed all the same.</param>
    public async Task<ImmutableArray<CertificateOutcome>> RunAsync(
        IReadOnlyList<CertificateWish> wishes, CertificateAim aim, TimeSpan nextRound, CancellationToken cancellation)
    {
        await SweepAsync(wishes, cancellation);
        var outcomes = ImmutableArray.CreateBuilder<CertificateOutcome>(wishes.Count);
        foreach (var wish in wishes)
        {
            outcomes.Add(await RunInTurnAsync(wish, aim, nextRound, cancellation));
        }

        return outcomes.ToImmutable();
    }

    /// <summary>Two runs that both find it due would both order it.</summary>
    private async Task<CertificateOutcome> RunInTurnAsync(CertificateWish wish, CertificateAim aim, TimeSpan nextRound, CancellationToken cancellation)
    {
        try
        {
            using var turn = await CertificateState.In(tools.Store, wish.Name, wish.Kind).TakeTurnAsync(cancellation);
            return await RunAsync(wish, aim, nextRound, cancellation);
        }
        catch (StateStoreException e) when (e.Fault == StateFault.Locked)
        {
            progress.Tell(wish, Busy);
            return new CertificateOutcome(wish, await tools.Certificates.FindAsync(wish.Name, wish.Kind, cancellation), IsNew: false)
            {
                // What is due is just being done; who wants one now has not got it.
                Error = aim == CertificateAim.Due ? null : Busy,
            };
        }
        catch (StateStoreException e)
        {
            return new CertificateOutcome(wish, null, IsNew: false) { Error = e.Text };
        }
    }

    private async Task<CertificateOutcome> RunAsync(CertificateWish wish, CertificateAim aim, TimeSpan nextRound, CancellationToken cancellation)
    {
        var inUse = await tools.Certificates.FindAsync(wish.Name, wish.Kind, cancellation);
        if (aim == CertificateAim.Rehearse)
        {
            return new CertificateOutcome(wish, inUse, IsNew: false) { Error = await issuance.RehearseAsync(wish, cancellation) };
        }

        var choice = inUse is null ? null : await renewals.LookAsync(wish, inUse, cancellation);
        var state = await CertificateState.In(tools.Store, wish.Name, wish.Kind).ReadAsync(cancellation);
        var now = tools.Time.GetUtcNow();
        var isDue = aim == CertificateAim.Now || inUse is null || state.IsRevoked(inUse) || !Serves(inUse, wish) || RenewalRule.IsDue(choice!, now, nextRound);
        if (!isDue)
        {
            return new CertificateOutcome(wish, inUse, IsNew: false) { RenewAt = choice!.At };
        }

        return aim == CertificateAim.Due && RetryRule.IsResting(state.NextAttempt, now)
            ? CertificateOutcome.Remembered(wish, inUse, state)
            : await IssueAsync(wish, inUse, cancellation);
    }

    private async Task<CertificateOutcome> IssueAsync(CertificateWish wish, StoredCertificate? inUse, CancellationToken cancellation)
    {
        var (certificate, why) = await issuance.TryAsync(wish, inUse, cancellation);
        if (certificate is not null)
        {
            await history.IssuedAsync(certificate, cancellation);
            return new CertificateOutcome(wish, certificate, IsNew: true) { RenewAt = (await renewals.LookAsync(wish, certificate, cancellation)).At };
        }

        await history.FailedAsync(wish.Name, wish.Kind, CertificateHistory.Issue, why!, cancellation);
        var state = await CertificateState.In(tools.Store, wish.Name, wish.Kind).ReadAsync(cancellation);
        return CertificateOutcome.Remembered(wish, inUse, state) with { Error = why };
    }

    /// <summary>
    /// Whether it was ordered for exactly the names that are wanted now, and is of the key: that of the request that is given, else one that
    /// is here. Some authorities add the name of a wildcard, or `www.`, by themselves.
    /// </summary>
    private static bool Serves(StoredCertificate certificate, CertificateWish wish) =>
        certificate.Ordered.ToHashSet().SetEquals(wish.Domains)
        && (wish.Request is { } given ? certificate.IsOf(given.PublicKey.Span) : certificate.Key is not null);

    private async Task SweepAsync(IReadOnlyList<CertificateWish> wishes, CancellationToken cancellation)
    {
        try
        {
            await tools.PublisherFor(null).SweepAsync(cancellation);
        }
        catch (StateStoreException e)
        {
            // Leftovers harm nothing but tidiness; the next round tries again.
            if (wishes.Count > 0)
            {
                progress.Warn(wishes[0], e.Text);
            }
        }
    }
}
