using Mooring.Core;

namespace Mooring.Acme;

// Renewal information: RFC 9773.
public sealed partial class AcmeClient
{
    private static readonly Text AskingForRenewal = new("asking when to renew", "查询续期时间");

    /// <summary>Asks when the CA wants a certificate renewed (RFC 9773 §4.1). Needs no account.</summary>
    /// <param name="certificateId">As <see cref="CertificateId"/> makes it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer; null where the CA offers no such thing.</returns>
    /// <exception cref="AcmeException">Also for an answer of no use, and a certificate that is unknown: go by the lifetime then, and ask later.</exception>
    public async Task<RenewalInfo?> GetRenewalInfoAsync(string certificateId, CancellationToken cancellation)
    {
        var directory = await _session.DirectoryAsync(cancellation);
        return directory.RenewalInfo is { } offered
            ? await _session.GetAsync(
                AskingForRenewal,
                new Uri($"{offered.AbsoluteUri.TrimEnd('/')}/{certificateId}"),
                AcmeJson.Default.RenewalInfoWire,
                (wire, reply) => wire.ToRenewalInfo(reply.RetryAfter),
                cancellation)
            : null;
    }
}
