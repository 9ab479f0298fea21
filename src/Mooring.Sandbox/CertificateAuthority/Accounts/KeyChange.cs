using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>Gives an account a new key (RFC 8555 §7.3.5).</summary>
internal sealed class KeyChange(AccountBook accounts)
{
    public AcmeReply Answer(SignedRequest request)
    {
        var (account, inner) = (request.Account, FlattenedJws.Read(request.Members()));
        var newKey = Jwk.Read(inner.Header.Members("jwk") ?? throw ProblemException.Malformed("the inner JWS names the new key as 'jwk'"));
        if (inner.Header.Has("kid") || inner.Header.Has("nonce"))
        {
            throw ProblemException.Malformed("the inner JWS has neither 'kid' nor 'nonce' in its header");
        }

        inner.Verify(newKey);
        if (inner.Header.RequiredText("url") != request.Http.Url)
        {
            throw ProblemException.Malformed("the 'url' of the inner JWS differs from that of the outer one");
        }

        CheckPayload(JsonMembers.Parse(inner.Payload, "the payload of the inner JWS"), account, request.Urls);
        RequireUnused(newKey, request.Urls);
        account.Key = newKey;
        return AcmeReply.Json(200, account.ToJson(request.Urls)).With("Location", request.Urls.Account(account.Id));
    }

    private static void CheckPayload(JsonMembers payload, Account account, AcmeUrls urls)
    {
        if (payload.RequiredText("account") != urls.Account(account.Id))
        {
            throw ProblemException.Malformed("'account' of the inner JWS is not the account that signed the outer one");
        }

        var old = payload.Members("oldKey") ?? throw ProblemException.Malformed("the payload of the inner JWS lacks 'oldKey'");
        if (Jwk.Read(old).Thumbprint != account.Key.Thumbprint)
        {
            throw ProblemException.Malformed("'oldKey' of the inner JWS is not the account's key");
        }
    }

    private void RequireUnused(Jwk key, AcmeUrls urls)
    {
        if (accounts.FindByKey(key) is { } holder)
        {
            throw new ProblemException(new Problem("malformed", 409, "the new key belongs to an account already")
            {
                Header = ("Location", urls.Account(holder.Id)),
            });
        }
    }
}
