using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Text = Mooring.Core.Text;

namespace Mooring.Acme;

// Authorizations and challenges: RFC 8555 §7.5, §8.
public sealed partial class AcmeClient
{
    private static readonly Text ReadingAuthorization = new("reading an authorization", "读取域名授权");
    private static readonly Text AwaitingAuthorization = new("waiting for the CA's check of a name", "等待对方验证域名");
    private static readonly Text Answering = new("answering a challenge", "回应验证请求");
    private static readonly Text DeactivatingAuthorization = new("deactivating an authorization", "停用域名授权");

    /// <summary>The authorization as it stands.</summary>
    public async Task<AcmeAuthorization> GetAuthorizationAsync(Uri authorization, CancellationToken cancellation) =>
        (await LookAtAuthorizationAsync(authorization, cancellation)).Value;

    /// <summary>The value of the TXT record at <c>_acme-challenge</c> that proves a name (RFC 8555 §8.4): 43 characters, whose case matters.</summary>
    /// <exception cref="ArgumentException">The challenge is not <see cref="AcmeChallenge.Dns01"/>.</exception>
    public string TxtValue(AcmeChallenge challenge) => challenge is { Type: AcmeChallenge.Dns01, Token: { } token }
        ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{token}.{_session.Key.Thumbprint}")))
        : throw new ArgumentException("Only a dns-01 challenge has such a value.", nameof(challenge));

    /// <summary>Tells the CA that the proof is in place (RFC 8555 §7.5.1). Succeeds too where it looks, or has looked, already.</summary>
    public async Task AnswerAsync(AcmeChallenge challenge, CancellationToken cancellation)
    {
        try
        {
            await _session.PostAsync(new AcmeCall(Answering, challenge.Url) { Payload = "{}"u8.ToArray() }, cancellation);
        }
        catch (AcmeException e) when (e.Problem?.Type == AcmeProblemType.Malformed)
        {
            // A repeat after a lost answer: the challenge itself says whether the first arrived.
            var now = await _session.PostAsync(
                new AcmeCall(Answering, challenge.Url), AcmeJson.Default.ChallengeWire, (wire, _) => wire.ToChallenge(), cancellation);
            if (now.Status == AcmeChallengeStatus.Pending)
            {
                throw;
            }
        }
    }

    /// <summary>Waits until the CA has decided (RFC 8555 §7.5.1).</summary>
    /// <returns>The authorization, in any state but pending; see <see cref="AcmeAuthorization.Problem"/>.</returns>
    /// <exception cref="AcmeException">Also, passing, when the CA has not decided within <see cref="AcmeLimits.Overall"/>.</exception>
    public async Task<AcmeAuthorization> WaitAsync(Uri authorization, CancellationToken cancellation)
    {
        var patience = new Patience(_options.Limits, _time);
        while (true)
        {
            var seen = await LookAtAuthorizationAsync(authorization, cancellation);
            if (seen.Value.Status != AcmeAuthorizationStatus.Pending)
            {
                return seen.Value;
            }

            await patience.PauseAsync(AwaitingAuthorization, authorization, seen.RetryAfter, cancellation);
        }
    }

    /// <summary>Gives an authorization up, pending or valid (RFC 8555 §7.5.2), so that pending ones do not pile up at the CA.</summary>
    public Task DeactivateAsync(Uri authorization, CancellationToken cancellation) => _session.PostAsync(
        new AcmeCall(DeactivatingAuthorization, authorization)
        {
            Payload = JsonSerializer.SerializeToUtf8Bytes(StatusWire.Deactivated, AcmeJson.Default.StatusWire),
        },
        cancellation);

    private Task<Seen<AcmeAuthorization>> LookAtAuthorizationAsync(Uri authorization, CancellationToken cancellation) => _session.PostAsync(
        new AcmeCall(ReadingAuthorization, authorization),
        AcmeJson.Default.AuthorizationWire,
        (wire, reply) => new Seen<AcmeAuthorization>(wire.ToAuthorization(authorization), reply.RetryAfter),
        cancellation);
}
