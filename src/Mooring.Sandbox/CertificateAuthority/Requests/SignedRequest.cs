using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Jose;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>A request whose signature, nonce and address were checked.</summary>
/// <param name="Http">As it came.</param>
/// <param name="Key">The key that signed it.</param>
/// <param name="Signer">The account of that key; null where the request brought the key itself.</param>
/// <param name="Payload">The payload; empty for POST-as-GET.</param>
internal sealed record SignedRequest(AcmeRequest Http, Jwk Key, Account? Signer, byte[] Payload)
{
    /// <summary>Whether it only reads (RFC 8555 §6.3).</summary>
    public bool IsRead => Payload.Length == 0;

    /// <summary>Addresses as this client writes them.</summary>
    public AcmeUrls Urls => new(Http.Base);

    /// <summary>The account, for requests that an account signs.</summary>
    public Account Account => Signer ?? throw ProblemException.Malformed("sign with 'kid', the account's address, not with 'jwk' (RFC 8555 §6.2)");

    /// <summary>The payload as an object.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public JsonMembers Members() => JsonMembers.Parse(Payload, "the payload");

    /// <summary>Refuses a payload where only reading is possible.</summary>
    /// <exception cref="ProblemException">It has one.</exception>
    public void RequireRead()
    {
        if (!IsRead)
        {
            throw ProblemException.Malformed("POST-as-GET has an empty payload, the text \"\" (RFC 8555 §6.3)");
        }
    }
}
