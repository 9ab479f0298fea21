using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

// Certificates: RFC 8555 §7.4.2, §7.6.
public sealed partial class AcmeClient
{
    /// <summary>More alternates than any CA has; each is a request.</summary>
    private const int MostAlternates = 8;

    private static readonly Text Downloading = new("fetching the certificate", "下载证书");
    private static readonly Text Revoking = new("revoking the certificate", "吊销证书");

    /// <summary>Fetches the certificate of a valid order, with all its chains (RFC 8555 §7.4.2).</summary>
    /// <remarks>An alternate chain that cannot be had is left out: it is never worth the certificate.</remarks>
    /// <exception cref="ArgumentException">The order has no certificate.</exception>
    public async Task<AcmeCertificate> DownloadAsync(AcmeOrder order, CancellationToken cancellation)
    {
        var url = order.Certificate ?? throw new ArgumentException("The order has no certificate yet.", nameof(order));
        var reply = await _session.PostAsync(Download(url), cancellation);
        var chain = ReadChain(url, reply);
        var alternates = new List<AcmeChain>();
        foreach (var link in reply.Links("alternate", url).Where(link => link != url).Distinct().Take(MostAlternates))
        {
            if (await TryDownloadAsync(link, cancellation) is { } alternate && alternate.Certificates[0] == chain.Certificates[0])
            {
                alternates.Add(alternate);
            }
        }

        return new(chain, alternates);
    }

    /// <summary>Revokes a certificate (RFC 8555 §7.6). Succeeds too where it is revoked already.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="reason">Why. CAs do not take every reason from everyone.</param>
    /// <param name="certificateKey">
    /// The certificate's own key, which may do it without any account; null for the account, which ordered it or may order all its names.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RevokeAsync(X509Certificate2 certificate, RevocationReason reason, AcmeKey? certificateKey, CancellationToken cancellation)
    {
        var directory = await _session.DirectoryAsync(cancellation);
        var wire = new RevocationWire(Base64Url.EncodeToString(certificate.RawData), (int)reason);
        var call = new AcmeCall(Revoking, Offered(directory.RevokeCert, Revoking))
        {
            Payload = JsonSerializer.SerializeToUtf8Bytes(wire, AcmeJson.Default.RevocationWire),
            ShownKey = certificateKey,
        };
        try
        {
            await _session.PostAsync(call, cancellation);
        }
        catch (AcmeException e) when (e.Problem?.Type == AcmeProblemType.AlreadyRevoked)
        {
            // By a first attempt whose answer was lost, or by somebody else: it is as was wanted.
        }
    }

    private static AcmeCall Download(Uri url) => new(Downloading, url) { Accept = "application/pem-certificate-chain" };

    private async Task<AcmeChain?> TryDownloadAsync(Uri url, CancellationToken cancellation)
    {
        try
        {
            return ReadChain(url, await _session.PostAsync(Download(url), cancellation));
        }
        catch (AcmeException)
        {
            return null;
        }
    }

    private static AcmeChain ReadChain(Uri url, ApiReply reply)
    {
        try
        {
            return PemChain.Parse(reply.Body.Span);
        }
        catch (FormatException e)
        {
            throw AcmeFaults.Unreadable(Downloading, url, e.Message, e);
        }
    }
}
