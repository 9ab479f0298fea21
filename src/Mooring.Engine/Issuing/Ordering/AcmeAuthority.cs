using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>An authority over ACME, with its account's key.</summary>
internal sealed class AcmeAuthority(AcmeClient client, AcmeKey key) : IAuthority
{
    /// <inheritdoc />
    public string Account => client.AccountUrl!;

    /// <inheritdoc />
    public Task<AcmeOrder> NewOrderAsync(OrderRequest request, CancellationToken cancellation) => client.NewOrderAsync(request, cancellation);

    /// <inheritdoc />
    public Task<AcmeOrder> GetOrderAsync(Uri order, CancellationToken cancellation) => client.GetOrderAsync(order, cancellation);

    /// <inheritdoc />
    public Task<AcmeAuthorization> GetAuthorizationAsync(Uri authorization, CancellationToken cancellation) => client.GetAuthorizationAsync(authorization, cancellation);

    /// <inheritdoc />
    public string TxtValue(AcmeChallenge challenge) => client.TxtValue(challenge);

    /// <inheritdoc />
    public Task AnswerAsync(AcmeChallenge challenge, CancellationToken cancellation) => client.AnswerAsync(challenge, cancellation);

    /// <inheritdoc />
    public Task<AcmeAuthorization> WaitAsync(Uri authorization, CancellationToken cancellation) => client.WaitAsync(authorization, cancellation);

    /// <inheritdoc />
    public Task DeactivateAsync(Uri authorization, CancellationToken cancellation) => client.DeactivateAsync(authorization, cancellation);

    /// <inheritdoc />
    public Task<AcmeOrder> FinalizeAsync(AcmeOrder order, ReadOnlyMemory<byte> csr, CancellationToken cancellation) => client.FinalizeAsync(order, csr, cancellation);

    /// <inheritdoc />
    public Task<AcmeCertificate> DownloadAsync(AcmeOrder order, CancellationToken cancellation) => client.DownloadAsync(order, cancellation);

    /// <inheritdoc />
    public Task RevokeAsync(X509Certificate2 certificate, RevocationReason reason, AcmeKey? certificateKey, CancellationToken cancellation) =>
        client.RevokeAsync(certificate, reason, certificateKey, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        key.Dispose();
    }
}
