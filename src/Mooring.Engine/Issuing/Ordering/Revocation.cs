using Mooring.Acme;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Has authorities revoke certificates in use (RFC 8555 §7.6).</summary>
/// <param name="tools">What it works with.</param>
public sealed class Revocation(IssuingTools tools)
{
    private static readonly (string Word, RevocationReason Reason)[] Known =
    [
        ("unspecified", RevocationReason.Unspecified), ("key-compromise", RevocationReason.KeyCompromise),
        ("affiliation-changed", RevocationReason.AffiliationChanged), ("superseded", RevocationReason.Superseded),
        ("cessation", RevocationReason.CessationOfOperation),
    ];

    /// <summary>The words for why (RFC 5280 §5.3.1); the first is the default.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [.. Known.Select(one => one.Word)];

    /// <summary>Has the version in use revoked.</summary>
    /// <param name="wish">Which certificate.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The serial number revoked; or null, and why not.</returns>
    public async Task<(string? Serial, Text? Why)> RevokeAsync(CertificateWish wish, string reason, CancellationToken cancellation)
    {
        if (await tools.Certificates.FindAsync(wish.Name, wish.Kind, cancellation) is not { } certificate)
        {
            return (null, new Text($"{wish}: there is no certificate to revoke", $"{wish}：没有可吊销的证书"));
        }

        var history = new CertificateHistory(tools.Store, tools.Time);
        try
        {
            var why = Known.First(one => one.Word == reason).Reason;
            await RevokeAsync(wish, certificate, why, cancellation);
            await CertificateState.In(tools.Store, wish.Name, wish.Kind).ChangeAsync(state => state with { Revoked = certificate.Version }, CancellationToken.None);
            if (why == RevocationReason.KeyCompromise)
            {
                await DistrustKeyAsync(wish, certificate);
            }

            await history.RevokedAsync(certificate, cancellation);
            return (certificate.Serial, null);
        }
        catch (Exception e) when (((e as AcmeException)?.Text ?? (e as IssuanceException)?.Text) is { } text)
        {
            await history.FailedAsync(wish.Name, wish.Kind, CertificateHistory.Revoke, text, cancellation);
            return (null, text);
        }
    }

    /// <summary>
    /// By the account that ordered it. Whoever holds the key may do so as well: for an authority that is not configured any more, and where the
    /// key is known to others, since authorities then refuse it for good.
    /// </summary>
    private async Task RevokeAsync(CertificateWish wish, StoredCertificate certificate, RevocationReason reason, CancellationToken cancellation)
    {
        using var leaf = certificate.OpenLeaf();
        var configured = wish.Issuers.FirstOrDefault(one => one.Directory == certificate.Origin.Directory);
        if (certificate.Key is { } key && (configured is null || reason == RevocationReason.KeyCompromise))
        {
            var issuer = configured ?? new Issuer(certificate.Origin.Issuer, certificate.Origin.Directory) { Connections = wish.Issuers[0].Connections };
            await tools.Authorities.RevokeByKeyAsync(issuer, leaf, key, reason, cancellation);
            return;
        }

        if (configured is null)
        {
            throw new IssuanceException(new Text(
                $"{wish}: it is of {certificate.Origin.Issuer}, which is not among its issuers any more, and its key is kept elsewhere; name the issuer again",
                $"{wish}：它由 {certificate.Origin.Issuer} 签发，该颁发机构已不在其 issuer 中，且私钥保存在别处；请重新写上该颁发机构"));
        }

        using var authority = await tools.Authorities.OpenAsync(configured, cancellation);
        await authority.RevokeAsync(leaf, reason, cancellation);
    }

    /// <summary>Neither `reuse-key` nor an interrupted renewal may bring the key into use again.</summary>
    private async Task DistrustKeyAsync(CertificateWish wish, StoredCertificate certificate)
    {
        await CertificateState.In(tools.Store, wish.Name, wish.Kind).ChangeAsync(
            state => state with { Order = null, Compromised = certificate.Version }, CancellationToken.None);
        await tools.Certificates.DropPendingKeyAsync(wish.Name, wish.Kind, CancellationToken.None);
    }
}
