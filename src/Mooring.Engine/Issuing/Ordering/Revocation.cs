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

        var issuer = wish.Issuers.FirstOrDefault(one => one.Directory == certificate.Origin.Directory)
            ?? new Issuer(certificate.Origin.Issuer, certificate.Origin.Directory) { Connections = wish.Issuers[0].Connections };
        var history = new CertificateHistory(tools.Store, tools.Time);
        try
        {
            using var authority = await tools.Authorities.OpenAsync(issuer, cancellation);
            using var leaf = certificate.OpenLeaf();
            await authority.RevokeAsync(leaf, Known.First(one => one.Word == reason).Reason, certificateKey: null, cancellation);
            await history.RevokedAsync(certificate, cancellation);
            return (certificate.Serial, null);
        }
        catch (AcmeException e)
        {
            await history.FailedAsync(wish.Name, wish.Kind, CertificateHistory.Revoke, e.Text, cancellation);
            return (null, e.Text);
        }
    }
}
