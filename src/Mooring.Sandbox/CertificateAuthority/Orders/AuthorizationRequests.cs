using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.CertificateAuthority.Validation;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>Reads and gives up authorizations, and takes answers to challenges (RFC 8555 §7.5).</summary>
internal sealed class AuthorizationRequests(SandboxWorld world, OrderBook orders, ChallengeCheck check, RateLimiter limiter)
{
    /// <summary>How long a valid authorization is good for further orders.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(30);

    public AcmeReply Answer(SignedRequest request, string id)
    {
        var authorization = orders.Authorization(id, request.Account);
        Settle(authorization);
        if (!request.IsRead)
        {
            GiveUp(authorization, request.Members().Text("status"));
        }

        var reply = AcmeReply.Json(200, authorization.ToJson(request.Urls, world.Clock.Now));
        return authorization.IsProcessing ? reply with { RetryAfter = RetryHint.WhileWaiting } : reply;
    }

    public AcmeReply AnswerChallenge(SignedRequest request, string id)
    {
        var authorization = orders.ByChallenge(id, request.Account);
        var challenge = authorization.Challenges.First(challenge => challenge.Id == id);
        Settle(authorization);
        if (!request.IsRead)
        {
            if (!request.Members().IsEmpty)
            {
                throw ProblemException.Malformed("the answer to a challenge is an empty object, {} (RFC 8555 §7.5.1)");
            }

            Begin(authorization, challenge, request.Urls);
        }

        var reply = AcmeReply.Json(200, challenge.ToJson(request.Urls)).With("Link", $"<{request.Urls.Authorization(authorization.Id)}>;rel=\"up\"");
        return authorization.IsProcessing ? reply with { RetryAfter = RetryHint.WhileWaiting } : reply;
    }

    /// <summary>Shows what became of the answers whose time has come.</summary>
    public void Settle(Authorization authorization)
    {
        foreach (var challenge in authorization.Challenges.Where(challenge => challenge.Settle(world.Clock.TrueNow, world.Clock.Now)))
        {
            if (challenge.Error is null)
            {
                authorization.Expires = world.Clock.Now + Lasting;
            }
        }
    }

    // An answer to what is decided, or being decided, changes nothing.
    private void Begin(Authorization authorization, Challenge challenge, AcmeUrls urls)
    {
        if (authorization.Status(world.Clock.Now) != "pending" || authorization.IsProcessing)
        {
            return;
        }

        var problem = check.Check(authorization, challenge, urls);
        challenge.Answer(problem, world.Clock.TrueNow + world.Authority.Settings.Validation);
        if (problem is not null)
        {
            limiter.CountFailure(authorization.Account, authorization.Proven);
        }
    }

    private void GiveUp(Authorization authorization, string? status)
    {
        if (status != "deactivated")
        {
            throw ProblemException.Malformed("the only change to an authorization is {\"status\":\"deactivated\"} (RFC 8555 §7.5.2)");
        }

        if (authorization.Status(world.Clock.Now) is var current and not ("pending" or "valid" or "deactivated"))
        {
            throw ProblemException.Malformed($"the authorization is {current} and cannot be deactivated");
        }

        authorization.IsDeactivated = true;
    }
}
