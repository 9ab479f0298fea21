using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>An authority over ACME, with its account's key.</summary>
/// <param name="client">Speaks with it; its own from now on.</param>
/// <param name="key">The account's key; its own as well.</param>
/// <param name="register">Registers the key once more, and returns the account's URL.</param>
internal sealed class AcmeAuthority(AcmeClient client, AcmeKey key, Func<CancellationToken, Task<string>> register) : IAuthority
{
    /// <inheritdoc />
    public string Account => client.AccountUrl!;

    /// <inheritdoc />
    /// <remarks>An account that the authority has forgotten, as one for trials does now and then, is registered once more, with the same key.</remarks>
    public async Task<AcmeOrder> NewOrderAsync(OrderRequest request, CancellationToken cancellation)
    {
        try
        {
            return await client.NewOrderAsync(request, cancellation);
        }
        catch (AcmeException e) when (e.Problem?.Type == AcmeProblemType.AccountDoesNotExist)
        {
            client.AccountUrl = await register(cancellation);
            return await client.NewOrderAsync(request, cancellation);
        }
    }

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
    public Task RevokeAsync(X509Certificate2 certificate, RevocationReason reason, CancellationToken cancellation) =>
        client.RevokeAsync(certificate, reason, certificateKey: null, cancellation);

    /// <inheritdoc />
    public TimeSpan? ClockOffset => client.ClockOffset;

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        key.Dispose();
    }
}
