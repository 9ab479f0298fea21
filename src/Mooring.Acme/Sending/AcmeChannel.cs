using System.Net.Http.Headers;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

/// <summary>Sends requests to one CA: keeps its nonces, repeats what may be repeated, gives up within limits.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class AcmeChannel(AcmeClientOptions options, TimeProvider time) : IDisposable
{
    /// <summary>
    /// Signed requests under way beside each other: each takes a nonce with it, and of new ones Let's Encrypt gives out ten at once ("Rate
    /// Limits", new-nonce). An order of a hundred names would ask for a hundred.
    /// </summary>
    private const int MostAtOnce = 8;

    private readonly HttpCaller _caller = new(options.Connections, options.Limits.ReplySize, time);
    private readonly NoncePool _nonces = new(time);
    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private readonly Func<double> _random = options.Random ?? Random.Shared.NextDouble;

    /// <summary>The CA's clock minus this machine's; null before it is known.</summary>
    public TimeSpan? ClockOffset => _caller.Clock.Offset;

    private AcmeLimits Limits => options.Limits;

    /// <summary>Asks without signing: the directory, renewal information (RFC 8555 §6.3, RFC 9773 §4.1).</summary>
    public Task<ApiReply> GetAsync(Text what, Uri url, CancellationToken cancellation) =>
        RepeatAsync(left => SendAsync(what, new HttpRequestMessage(HttpMethod.Get, url), once: false, left, cancellation), cancellation);

    /// <summary>Sends a signed request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="newNonce">Where nonces come from when none is left.</param>
    /// <param name="sign">Signs with a nonce; called anew for every attempt.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiReply> PostAsync(AcmeCall call, Uri newNonce, Func<string, Jws> sign, CancellationToken cancellation) =>
        RepeatAsync(left => AttemptInTurnAsync(call, newNonce, sign, left, cancellation), cancellation);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _caller.Dispose();
        _slots.Dispose();
    }

    /// <summary>RFC 8555 §6.5: a refused nonce is replaced by the one in the refusal, at once, and as often as it takes within reason.</summary>
    private async Task<ApiReply> RepeatAsync(Func<TimeSpan, Task<Attempt>> attempt, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var (attempts, refusedNonces) = (0, 0); ;)
        {
            var ended = await attempt(Limits.Retry.Overall - time.GetElapsedTime(started));
            if (ended.Failure is not { } failure)
            {
                return ended.Reply!;
            }

            if (failure.Problem?.Type == AcmeProblemType.BadNonce)
            {
                refusedNonces++;
                if (refusedNonces >= Limits.NonceAttempts || time.GetElapsedTime(started) >= Limits.Retry.Overall)
                {
                    throw failure;
                }
            }
            else
            {
                attempts++;
                await PauseAsync(ended, attempts, time.GetElapsedTime(started), cancellation);
            }
        }
    }

    /// <summary>Waits before the next attempt, or throws what the last one ended with.</summary>
    private Task PauseAsync(Attempt ended, int attempts, TimeSpan elapsed, CancellationToken cancellation)
    {
        var pause = ended.MayRepeat ? RetryPolicy.Pause(Limits.Retry, attempts, elapsed, ended.Failure!.RetryAfter, _random()) : null;
        return pause is { } span ? Task.Delay(span, time, cancellation) : throw ended.Failure!;
    }

    private async Task<Attempt> AttemptInTurnAsync(AcmeCall call, Uri newNonce, Func<string, Jws> sign, TimeSpan left, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            return await AttemptAsync(call, newNonce, sign, left, cancellation);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Attempt> AttemptAsync(AcmeCall call, Uri newNonce, Func<string, Jws> sign, TimeSpan left, CancellationToken cancellation)
    {
        var nonce = _nonces.Take();
        if (nonce is null)
        {
            var fetched = await SendAsync(call.What, new HttpRequestMessage(HttpMethod.Head, newNonce), once: false, left, cancellation);
            if (fetched.Reply is null)
            {
                return fetched;
            }

            nonce = fetched.Reply.Nonce();
            if (!Base64UrlText.IsIn(nonce))
            {
                return new(null, AcmeFaults.Unreadable(call.What, newNonce, "Replay-Nonce"), MayRepeat: false);
            }
        }

        return await SendAsync(call.What, Post(call, sign(nonce!)), call.Once, left, cancellation);
    }

    private async Task<Attempt> SendAsync(Text what, HttpRequestMessage request, bool once, TimeSpan left, CancellationToken cancellation)
    {
        using (request)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
            request.Headers.TryAddWithoutValidation("Accept-Language", options.AcceptLanguage);
            var limit = left < Limits.CallTime ? left : Limits.CallTime;
            var exchanged = await _caller.SendAsync(request, limit > TimeSpan.Zero ? limit : TimeSpan.Zero, cancellation);
            if (request.Method == HttpMethod.Post)
            {
                _nonces.Add(exchanged.Reply?.Nonce());
            }

            return Attempt.Of(what, request.RequestUri!, once, exchanged);
        }
    }

    private static HttpRequestMessage Post(AcmeCall call, Jws body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, call.Url) { Content = new ByteArrayContent(body.ToJson()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/jose+json");
        if (call.Accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        }

        return request;
    }
}
