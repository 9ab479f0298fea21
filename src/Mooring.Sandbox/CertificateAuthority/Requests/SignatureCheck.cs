using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Directory;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>How a request names the key that signed it (RFC 8555 §6.2).</summary>
internal enum KeyForm
{
    /// <summary><c>kid</c>, the account's address.</summary>
    Account,

    /// <summary><c>jwk</c>, the key itself: newAccount.</summary>
    Key,

    /// <summary>Either: revokeCert.</summary>
    Either,
}

/// <summary>Lets a request in when its type, algorithm, nonce, address, key and signature are right (RFC 8555 §6.2 to §6.5).</summary>
internal sealed class SignatureCheck(AccountBook accounts, NonceBook nonces, AuthorityWorld authority)
{
    private const string Type = "application/jose+json";

    // Its own randomness, so that other draws do not shift which nonces are refused.
    private readonly DeterministicChance rejection = new(1);

    /// <exception cref="ProblemException">Something is not right.</exception>
    public SignedRequest Check(AcmeRequest request, KeyForm form)
    {
        if (request.ContentType != Type)
        {
            throw ProblemException.Malformed($"Content-Type must be {Type}, not '{request.ContentType}' (RFC 8555 §6.2)", 415);
        }

        var jws = FlattenedJws.Read(JsonMembers.Parse(request.Body, "the body"));
        if (jws.Algorithm is not ("ES256" or "ES384" or "RS256"))
        {
            throw FlattenedJws.UnknownAlgorithm(jws.Algorithm);
        }

        TakeNonce(jws.Header.RequiredText("nonce"));
        if (jws.Header.RequiredText("url") is var url && url != request.Url)
        {
            throw ProblemException.Unauthorized($"the JWS is for '{url}', but was sent to '{request.Url}' (RFC 8555 §6.4)");
        }

        var (key, signer) = Key(jws.Header, form, new AcmeUrls(request.Base));
        jws.Verify(key);
        return signer is { IsDeactivated: true }
            ? throw ProblemException.Unauthorized("the account is deactivated")
            : new SignedRequest(request, key, signer, jws.Payload);
    }

    private void TakeNonce(string nonce)
    {
        if (Base64UrlText.Read(nonce) is null)
        {
            throw ProblemException.Malformed("'nonce' is not base64url without padding (RFC 8555 §6.5.2)");
        }

        var good = nonces.TryUse(nonce);
        if (!good || rejection.Next() < authority.Settings.NonceRejection)
        {
            throw new ProblemException(new Problem("badNonce", 400, "JWS has an invalid anti-replay nonce; take the one that comes with this answer"));
        }
    }

    private (Jwk Key, Account? Signer) Key(JsonMembers header, KeyForm form, AcmeUrls urls)
    {
        var (key, kid) = (header.Members("jwk"), header.Text("kid"));
        if (key is null == kid is null)
        {
            throw ProblemException.Malformed("the protected header has either 'jwk' or 'kid' (RFC 8555 §6.2)");
        }

        if (form == (kid is null ? KeyForm.Account : KeyForm.Key))
        {
            throw ProblemException.Malformed(kid is null
                ? "sign this request with 'kid', the account's address (RFC 8555 §6.2)"
                : "sign this request with 'jwk', the key itself (RFC 8555 §6.2)");
        }

        if (kid is null)
        {
            return (Jwk.Read(key!), null);
        }

        var account = Account(kid, urls);
        return (account.Key, account);
    }

    private Account Account(string kid, AcmeUrls urls) =>
        kid.StartsWith(urls.Account(""), StringComparison.Ordinal) && accounts.Find(kid[urls.Account("").Length..]) is { } account
            ? account
            : throw new ProblemException(new Problem("accountDoesNotExist", 400, $"no account has the address '{kid}'"));
}
