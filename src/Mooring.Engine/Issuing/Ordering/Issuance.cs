using System.Security.Cryptography;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>One attempt at a certificate, from the first issuer that serves; what failed is remembered, with the time of the next attempt.</summary>
/// <param name="tools">What it works with.</param>
/// <param name="progress">Told what goes on.</param>
/// <param name="random">At least 0 and below 1.</param>
internal sealed class Issuance(IssuingTools tools, IIssuanceProgress progress, Func<double> random)
{
    private readonly OrderCourse course = new(tools, progress);

    /// <summary>Tries each issuer in turn.</summary>
    /// <returns>The certificate; or null, and why not.</returns>
    public async Task<(StoredCertificate? Certificate, Text? Why)> TryAsync(CertificateWish wish, StoredCertificate? replaced, CancellationToken cancellation)
    {
        var state = CertificateState.In(tools.Store, wish.Name, wish.Kind);
        var failures = (await state.ReadAsync(cancellation)).Failures;
        var reasons = new List<Failure>();
        foreach (var issuer in wish.Issuers)
        {
            try
            {
                if (RetryRule.IsStagingFirst(failures) && !wish.IsByHand && issuer.ForTrial() is { } trial)
                {
                    await TryFirstAsync(wish, trial, cancellation);
                }

                var certificate = await course.RunAsync(wish, issuer, replaced, cancellation);
                await state.ChangeAsync(now => now with { Failures = 0, NextAttempt = null, LastError = null, LastFailure = null }, CancellationToken.None);
                return (certificate, null);
            }
            catch (Exception e) when (Failure.Of(e) is { } failure)
            {
                reasons.Add(failure);
                if (!failure.IsOfAuthority)
                {
                    break;
                }

                WarnOfNext(wish, issuer, failure.Why);
            }
        }

        var why = Failure.Join(reasons);
        await (reasons[^1].NeedsHands ? WaitForHandsAsync(state, why) : NoteAsync(state, why, Rest(reasons), replaced));
        return (null, why);
    }

    /// <summary>Until the first of them may be asked again; null where one has not asked for any rest.</summary>
    private static TimeSpan? Rest(List<Failure> reasons) => reasons.TrueForAll(reason => reason.RetryAfter is not null) ? reasons.Min(reason => reason.RetryAfter) : null;

    /// <summary>Goes through everything at the authority's directory for trials; nothing is kept.</summary>
    /// <returns>Null when it would work; else why not.</returns>
    public async Task<Text?> RehearseAsync(CertificateWish wish, CancellationToken cancellation)
    {
        var issuer = wish.Issuers[0];
        if (issuer.ForTrial() is not { } trial)
        {
            return new Text(
                $"{issuer.Name} has no directory for trials that is known here; set `staging:` of the issuer",
                $"{issuer.Name} 没有已知的试运行目录；请设置该颁发机构的 `staging:`");
        }

        try
        {
            await course.TryAsync(wish, trial, cancellation);
            return null;
        }
        catch (Exception e) when (Failure.Of(e) is { } failure)
        {
            return failure.Why;
        }
    }

    /// <summary>A trial whose own authority is away, or does not let us in, says nothing about the names: then it is done without.</summary>
    private async Task TryFirstAsync(CertificateWish wish, Issuer trial, CancellationToken cancellation)
    {
        try
        {
            await course.TryAsync(wish, trial, cancellation);
        }
        catch (AcmeException e) when (e.IsPassing || e.Problem is null || e.Problem.Is(
            AcmeProblemType.ExternalAccountRequired, AcmeProblemType.AccountDoesNotExist, AcmeProblemType.UserActionRequired))
        {
            progress.Tell(wish, new Text($"no trial: {e.Text.English}", $"跳过试运行：{e.Text.Chinese}"));
        }
        catch (IssuanceException e) when (e.NeedsHands)
        {
            // Each trial has other values, which nobody adds by hand.
        }
    }

    /// <summary>Nothing failed, so nothing counts against the next attempt.</summary>
    private Task WaitForHandsAsync(StateDocumentOf<CertificateState> state, Text why)
    {
        var now = tools.Time.GetUtcNow();
        return state.ChangeAsync(before => before with { LastError = why, LastFailure = now, NextAttempt = now + RetryRule.ForHands }, CancellationToken.None);
    }

    private void WarnOfNext(CertificateWish wish, Issuer issuer, Text why)
    {
        if (wish.Issuers.SkipWhile(one => one != issuer).ElementAtOrDefault(1) is { } next)
        {
            progress.Warn(wish, new Text(
                $"{issuer.Name} does not serve, so {next.Name} is asked: {why.English}", $"{issuer.Name} 无法签发，改用 {next.Name}：{why.Chinese}"));
        }
    }

    private async Task NoteAsync(StateDocumentOf<CertificateState> state, Text why, TimeSpan? retryAfter, StoredCertificate? replaced)
    {
        var now = tools.Time.GetUtcNow();
        var left = replaced?.Validity.Left(now) ?? TimeSpan.MaxValue;
        await state.ChangeAsync(
            before => before with
            {
                Failures = before.Failures + 1,
                LastError = why,
                LastFailure = now,
                NextAttempt = RetryRule.At(now, before.Failures + 1, left, random(), retryAfter),
            },
            CancellationToken.None);
    }

    /// <param name="Why">For people.</param>
    /// <param name="RetryAfter">What the authority said.</param>
    /// <param name="IsOfAuthority">Whether another authority may serve.</param>
    /// <param name="NeedsHands">Whether a person has something to do.</param>
    private sealed record Failure(Text Why, TimeSpan? RetryAfter, bool IsOfAuthority, bool NeedsHands = false)
    {
        public static Failure? Of(Exception e) => e switch
        {
            AcmeException acme => new(acme.Text, acme.RetryAfter, IsOfAuthority: true),
            IssuanceException issuance => new(issuance.Text, null, issuance.IsOfAuthority, issuance.NeedsHands),
            ChallengeException challenge => new(challenge.Text, null, IsOfAuthority: false),
            DnsApiException api => new(api.Text, null, IsOfAuthority: false),
            StateStoreException store => new(store.Text, null, IsOfAuthority: false),
            CryptographicException key => new(Text.Same(key.Message), null, IsOfAuthority: false),
            _ => null,
        };

        public static Text Join(IReadOnlyList<Failure> all) => new(
            string.Join("; ", all.Select(one => one.Why.English).Distinct(StringComparer.Ordinal)), string.Join("；", all.Select(one => one.Why.Chinese).Distinct(StringComparer.Ordinal)));
    }
}
