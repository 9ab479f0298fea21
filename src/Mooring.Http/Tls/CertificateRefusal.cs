using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Why a server's certificate was refused.</summary>
/// <param name="What">In words, as the end of a sentence.</param>
/// <param name="Validity">When all certificates of the chain are valid together.</param>
/// <param name="OnlyDates">Whether everything but that is in order: name, signatures, root, purpose.</param>
internal sealed record CertificateRefusal(Text What, CertificateValidity Validity, bool OnlyDates)
{
    /// <summary>Reads the framework's judgement.</summary>
    public static CertificateRefusal From(SslPolicyErrors errors, X509Chain? chain, string host)
    {
        var faults = FaultsOf(chain);
        var validity = CertificateValidity.Of(chain);
        var onlyDates = errors == SslPolicyErrors.RemoteCertificateChainErrors && faults == X509ChainStatusFlags.NotTimeValid;
        return new(CertificateTexts.Describe(errors, faults, chain, validity, host), validity, onlyDates);
    }

    /// <summary>The chain's own list and each certificate's: neither is taken as the whole.</summary>
    internal static X509ChainStatusFlags FaultsOf(X509Chain? chain) =>
        (chain?.ChainStatus ?? [])
            .Concat(chain?.ChainElements.SelectMany(element => element.ChainElementStatus) ?? [])
            .Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
}

/// <summary>Carries a refusal out of the handshake.</summary>
internal sealed class CertificateRefusedException(CertificateRefusal refusal) : AuthenticationException(refusal.What.English)
{
    public CertificateRefusal Refusal => refusal;

    /// <summary>The refusal that an exception was caused by, or null.</summary>
    public static CertificateRefusal? In(Exception? exception) =>
        exception is null ? null : (exception as CertificateRefusedException)?.Refusal ?? In(exception.InnerException);
}
