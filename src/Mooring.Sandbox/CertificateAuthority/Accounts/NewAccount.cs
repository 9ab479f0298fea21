using System.Collections.Immutable;
using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>Registers accounts and finds those there are (RFC 8555 §7.3).</summary>
internal sealed class NewAccount(AccountBook accounts, RateLimiter limiter, AuthorityWorld authority)
{
    public AcmeReply Answer(SignedRequest request)
    {
        var members = request.Members();
        if (accounts.FindByKey(request.Key) is { } known)
        {
            return known.IsDeactivated
                ? throw ProblemException.Unauthorized("the account with this key is deactivated")
                : Show(known, 200, request);
        }

        if (members.Flag("onlyReturnExisting"))
        {
            throw new ProblemException(new Problem("accountDoesNotExist", 400, "no account has this key"));
        }

        return Show(Register(request, members), 201, request);
    }

    private Account Register(SignedRequest request, JsonMembers members)
    {
        var contacts = Contacts.Read(members) ?? [];
        if (!members.Flag("termsOfServiceAgreed"))
        {
            throw new ProblemException(new Problem("userActionRequired", 403, $"agree to the terms of service at {request.Urls.Terms}")
            {
                Header = ("Link", $"<{request.Urls.Terms}>;rel=\"terms-of-service\""),
            });
        }

        var externalKey = authority.Settings.ExternalAccounts is { } keys ? External(request, members, keys) : null;
        limiter.TakeAccount(request.Http.Client);
        return accounts.Add(request.Key, contacts, externalKey);
    }

    private static string External(SignedRequest request, JsonMembers members, ImmutableSortedDictionary<string, string> keys) =>
        members.Members("externalAccountBinding") is { } binding
            ? ExternalBinding.Check(binding, request.Key, request.Urls.NewAccount, keys)
            : throw new ProblemException(new Problem("externalAccountRequired", 403, "an account needs an external account binding here"));

    private static AcmeReply Show(Account account, int status, SignedRequest request) =>
        AcmeReply.Json(status, account.ToJson(request.Urls)).With("Location", request.Urls.Account(account.Id));
}
