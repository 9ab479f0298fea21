using System.Text.Json;
using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Http;

/// <summary>Calls one account's endpoint: signs each attempt anew, paces, repeats what is temporary, corrects the clock once.</summary>
/// <remarks>
/// Safe for concurrent use. A read is repeated after any passing failure. A write is repeated where the host certainly did not act:
/// it said so (throttled, refused for its time), or no byte of the request left. Otherwise it ends with <c>OutcomeUnknown</c>.
/// </remarks>
// Long, because one attempt and what may follow it are decided together: splitting would pass the same eight parts around.
public sealed class ApiChannel : IApiChannel, IDisposable
{
    private readonly ApiChannelOptions _options;
    private readonly ServerClock _clock;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly IApiTrace? _trace;
    private readonly HttpMessageInvoker _invoker;
    private readonly Exchange _exchange;
    private readonly TokenBucket _bucket;

    /// <summary>Opens a channel; nothing is sent yet.</summary>
    /// <param name="options">Endpoint, pace and limits.</param>
    /// <param name="clock">The provider's clock, shared by all channels to it.</param>
    /// <param name="counter">Counts what is sent.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="trace">Hears of each attempt; null for nobody.</param>
    /// <param name="random">Spreads the pauses: from 0 up to, not including, 1. Default <see cref="Random.Shared"/>.</param>
    public ApiChannel(
        ApiChannelOptions options,
        ServerClock clock,
        ApiCallCounter counter,
        TimeProvider time,
        IApiTrace? trace = null,
        Func<double>? random = null)
        : this(options, HttpConnections.Create(options.Connections, time), clock, counter, time, trace, random)
    {
    }

    /// <summary>As above, over a handler of the caller's making, which is disposed with the channel.</summary>
    internal ApiChannel(
        ApiChannelOptions options,
        HttpMessageHandler handler,
        ServerClock clock,
        ApiCallCounter counter,
        TimeProvider time,
        IApiTrace? trace,
        Func<double>? random)
    {
        _options = options;
        _clock = clock;
        _time = time;
        _trace = trace;
        _random = random ?? Random.Shared.NextDouble;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        _exchange = new Exchange(_invoker, options.BodyLimit, clock, counter, time);
        _bucket = new TokenBucket(options.CallsPerSecond, time);
    }

    private string Host => _options.Endpoint.Authority;

    /// <inheritdoc />
    public async Task<T> SendAsync<T>(ApiCall<T> call, CancellationToken cancellation)
    {
        await _bucket.TakeAsync(cancellation);
        var started = _time.GetTimestamp();
        var corrected = false;
        for (var attempt = 1; ; attempt++)
        {
            var ended = await AttemptAsync(call, attempt, _options.Retry.Overall - _time.GetElapsedTime(started), cancellation);
            if (ended.Failure is null)
            {
                return ended.Value!;
            }

            if (!corrected && ended.ClockMeasured)
            {
                corrected = true;
            }
            else
            {
                await PauseAsync(call, ended, corrected ? attempt - 1 : attempt, started, cancellation);
            }

            await _bucket.TakeAsync(cancellation);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _invoker.Dispose();

    /// <summary>Waits before the next attempt, or throws what the last one ended with.</summary>
    private async Task PauseAsync<T>(ApiCall<T> call, Ended<T> ended, int attempts, long started, CancellationToken cancellation)
    {
        var pause = ended.MayRepeat(call.Kind)
            ? RetryPolicy.Pause(_options.Retry, attempts, _time.GetElapsedTime(started), ended.RetryAfter, _random())
            : null;
        if (pause is null)
        {
            throw ChannelFaults.Final(ended.Failure!, attempts, ended.OutcomeUnknown(call.Kind), ended.RetryAfter, _clock.Offset);
        }

        if (ended.Failure!.Fault == DnsFault.Throttled)
        {
            _bucket.Pause(pause.Value);
        }
        else
        {
            await Task.Delay(pause.Value, _time, cancellation);
        }
    }

    private async Task<Ended<T>> AttemptAsync<T>(ApiCall<T> call, int number, TimeSpan left, CancellationToken cancellation)
    {
        var signed = new ClockReading(_clock.UtcNow, _time.GetTimestamp());
        using var request = Prepare(call.Sign(signed.HostTime));
        var shown = _trace is null ? "" : await Redaction.RequestAsync(request, cancellation);
        var limit = left < _options.CallTimeout ? left : _options.CallTimeout;
        var exchanged = await _exchange.SendAsync(request, signed, limit > TimeSpan.Zero ? limit : TimeSpan.Zero, cancellation);
        var ended = exchanged.Reply is { } reply ? Read(call, reply) : Unanswered(call, exchanged);
        _trace?.Attempted(new ApiAttempt(
            call.Action,
            number,
            shown,
            exchanged.Reply?.Status,
            ended.Failure?.Fault,
            ended.Failure?.Code,
            ended.Failure?.RequestId ?? (exchanged.Reply is null ? null : call.RequestId?.Invoke(exchanged.Reply)),
            ended.Failure?.Text.English,
            _time.GetElapsedTime(signed.Timestamp)));
        return ended;
    }

    private HttpRequestMessage Prepare(HttpRequestMessage request)
    {
        if (request.RequestUri is not { } uri || Uri.Compare(uri, _options.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new InvalidOperationException($"The request was signed for another host than {Host}.");
        }

        if (request.Headers.UserAgent.Count == 0)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        }

        // The handler would send the request once without and once with credentials; a tunnel's CONNECT it handles alone.
        if (uri.Scheme == Uri.UriSchemeHttp)
        {
            request.Headers.ProxyAuthorization = _options.Connections.Proxy?.Authorization;
        }

        return request;
    }

    private Ended<T> Read<T>(ApiCall<T> call, ApiReply reply)
    {
        try
        {
            return new(call.Read(reply), null, reply, MayHaveActed: true, Passing: true);
        }
        catch (DnsApiException e)
        {
            return new(default, e, reply, MayHaveActed: true, Passing: true);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new(default, ReplyFaults.NotAnAnswer(call.Action, Host, reply), reply, MayHaveActed: true, Passing: true);
        }
    }

    private Ended<T> Unanswered<T>(ApiCall<T> call, Exchanged exchanged)
    {
        var failure = ChannelFaults.Unanswered(call.What ?? new Text(call.Action, $"执行 {call.Action}"), Host, exchanged);
        return new(default, failure, null, exchanged.Sent, exchanged.Failure!.Passing);
    }

    /// <summary>How an attempt ended.</summary>
    private sealed record Ended<T>(T? Value, DnsApiException? Failure, ApiReply? Reply, bool MayHaveActed, bool Passing)
    {
        public TimeSpan? RetryAfter => Reply?.RetryAfter;

        public bool ClockMeasured => Failure?.Fault == DnsFault.Clock && Reply?.SigningError is not null;

        public bool MayRepeat(CallKind kind) => Failure!.Fault switch
        {
            DnsFault.Throttled => true,
            DnsFault.Unavailable => Passing && (kind == CallKind.Read || !MayHaveActed),
            _ => false,
        };

        public bool OutcomeUnknown(CallKind kind) =>
            Failure!.OutcomeUnknown || (kind == CallKind.Write && Failure.Fault == DnsFault.Unavailable && MayHaveActed);
    }
}
