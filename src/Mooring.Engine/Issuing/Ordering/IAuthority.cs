using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>An authority that knows our account: what an issuance asks of it.</summary>
/// <remarks>Every method throws <see cref="AcmeException"/> when the authority refuses, cannot be reached, or answers what is no ACME.</remarks>
public interface IAuthority : IDisposable
{
    /// <summary>Our account's URL.</summary>
    string Account { get; }

    /// <inheritdoc cref="AcmeClient.NewOrderAsync"/>
    Task<AcmeOrder> NewOrderAsync(OrderRequest request, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.GetOrderAsync"/>
    Task<AcmeOrder> GetOrderAsync(Uri order, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.GetAuthorizationAsync"/>
    Task<AcmeAuthorization> GetAuthorizationAsync(Uri authorization, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.TxtValue"/>
    string TxtValue(AcmeChallenge challenge);

    /// <inheritdoc cref="AcmeClient.AnswerAsync"/>
    Task AnswerAsync(AcmeChallenge challenge, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.WaitAsync"/>
    Task<AcmeAuthorization> WaitAsync(Uri authorization, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.DeactivateAsync"/>
    Task DeactivateAsync(Uri authorization, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.FinalizeAsync"/>
    Task<AcmeOrder> FinalizeAsync(AcmeOrder order, ReadOnlyMemory<byte> csr, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.DownloadAsync"/>
    Task<AcmeCertificate> DownloadAsync(AcmeOrder order, CancellationToken cancellation);

    /// <inheritdoc cref="AcmeClient.RevokeAsync"/>
    Task RevokeAsync(X509Certificate2 certificate, RevocationReason reason, CancellationToken cancellation);

    /// <summary>Its clock minus this machine's, as its answers told; null where none told.</summary>
    TimeSpan? ClockOffset { get; }
}

/// <summary>Opens authorities.</summary>
public interface IAuthorities
{
    /// <summary>The authority with our account there, which is made where there is none yet.</summary>
    /// <exception cref="AcmeException">It refuses us, or cannot be reached.</exception>
    Task<IAuthority> OpenAsync(Issuer issuer, CancellationToken cancellation);

    /// <summary>Has a certificate revoked by whoever holds its key (RFC 8555 §7.6). Needs no account.</summary>
    /// <param name="issuer">The authority.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">Its private key, as PEM.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AcmeException">It refuses, or cannot be reached.</exception>
    Task RevokeByKeyAsync(Issuer issuer, X509Certificate2 certificate, Secret key, RevocationReason reason, CancellationToken cancellation);

    /// <summary>When the authority wants a certificate renewed; null where it does not tell. Needs no account.</summary>
    /// <param name="issuer">The authority.</param>
    /// <param name="certificateId">As <see cref="CertificateId"/> makes it.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<RenewalInfo?> GetRenewalInfoAsync(Issuer issuer, string certificateId, CancellationToken cancellation);
}
