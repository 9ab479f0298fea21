using Mooring.Acme;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Knows when a certificate in use is to be renewed: when its authority suggests it (RFC 9773), else by its lifetime.</summary>
/// <param name="tools">What it works with.</param>
/// <param name="random">At least 0 and below 1.</param>
internal sealed class RenewalWatch(IssuingTools tools, Func<double> random)
{
    /// <summary>What was chosen for the certificate, chosen anew where the ground has changed; the authority is asked as often as it says.</summary>
    public async Task<RenewalChoice> LookAsync(CertificateWish wish, StoredCertificate certificate, CancellationToken cancellation)
    {
        var state = CertificateState.In(tools.Store, wish.Name, wish.Kind);
        var known = await state.ReadAsync(cancellation);
        var earlier = known.RenewalOf == certificate.Version ? known.Renewal : null;
        var now = tools.Time.GetUtcNow();
        if (earlier is not null && known.NextLook > now && known.NextLook - now <= TimeSpan.FromDays(1))
        {
            return earlier;
        }

        var (window, info) = await AskAsync(wish, certificate, earlier?.Window, cancellation);
        var before = await tools.Certificates.FindAsync(wish.Name, wish.Kind, certificate.Version - 1, cancellation);
        var choice = RenewalRule.Settle(
            RenewalRule.Choose(certificate.Validity, window, earlier, random()), certificate.Validity, certificate.Origin.Issued, before?.Origin.Issued);
        await state.ChangeAsync(
            was => was with
            {
                Renewal = choice,
                RenewalOf = certificate.Version,
                NextLook = now + RenewalRule.LookAgainAfter(info?.RetryAfter),
                Explanation = info?.ExplanationUrl,
            },
            cancellation);
        return choice;
    }

    /// <summary>The window the authority suggests; the one known last where it cannot be asked now.</summary>
    private async Task<(RenewalWindow? Window, RenewalInfo? Info)> AskAsync(
        CertificateWish wish, StoredCertificate certificate, RenewalWindow? known, CancellationToken cancellation)
    {
        using var leaf = certificate.OpenLeaf();
        var issuer = wish.Issuers.FirstOrDefault(issuer => issuer.Directory == certificate.Origin.Directory);
        if (issuer is null || CertificateId.Of(leaf) is not { } id)
        {
            return (null, null);
        }

        try
        {
            var info = await tools.Authorities.GetRenewalInfoAsync(issuer, id, cancellation);
            return (info is null ? null : new RenewalWindow(info.Start, info.End), info);
        }
        catch (AcmeException e)
        {
            return (e.IsPassing ? known : null, null);
        }
    }
}
