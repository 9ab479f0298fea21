using Mooring.Core;

namespace Mooring.Http;

/// <summary>Gets TLS going where the local clock is wrong, and learns the true time from every answer over verified TLS.</summary>
/// <remarks>
/// Every connection is first verified in the ordinary way. Only where the one and only fault is that the chain's dates do not
/// fit the local clock, <see cref="NetworkTime"/> is asked, and the whole verification done again at that time, on a new connection.
/// A host that needed it is judged so for ten minutes, then in the ordinary way first again.
/// </remarks>
internal sealed class TlsTimeHandler : HttpMessageHandler
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly NetworkTime _networkTime;
    private readonly TimeProvider _time;
    private readonly ServerCertificateCheck _ordinaryCheck;
    private readonly HttpMessageInvoker _ordinary;
    private readonly ServerCertificateCheck _correctedCheck;
    private readonly HttpMessageInvoker _corrected;
    private readonly Lock _gate = new();
    private ClockReading? _agreed;

    /// <param name="make">Makes a handler for a check; its last argument runs before each connection.</param>
    /// <param name="options">Roots, and who watches.</param>
    /// <param name="networkTime">Who settles the time.</param>
    /// <param name="time">The machine's clock.</param>
    public TlsTimeHandler(
        Func<ServerCertificateCheck, Action, HttpMessageHandler> make, HttpConnectionOptions options, NetworkTime networkTime, TimeProvider time)
    {
        _networkTime = networkTime;
        _time = time;
        _ordinaryCheck = new ServerCertificateCheck(options.RootCertificates, options.Witness);
        _correctedCheck = new ServerCertificateCheck(options.RootCertificates, options.Witness);
        _ordinary = new HttpMessageInvoker(make(_ordinaryCheck, () => _ordinaryCheck.JudgeAt(time.GetUtcNow())));
        _corrected = new HttpMessageInvoker(make(_correctedCheck, SetTime));
    }

    private ClockReading? Agreed
    {
        get
        {
            lock (_gate)
            {
                return _agreed is { } agreed && _time.GetElapsedTime(agreed.Timestamp) < Remembered ? agreed : null;
            }
        }

        set
        {
            lock (_gate)
            {
                _agreed = value;
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Agreed is not null)
        {
            return Learn(await _corrected.SendAsync(request, cancellationToken), _correctedCheck);
        }

        try
        {
            return Learn(await _ordinary.SendAsync(request, cancellationToken), _ordinaryCheck);
        }
        catch (HttpRequestException e) when (CertificateRefusedException.In(e) is { OnlyDates: true } refusal)
        {
            Agreed = await SettleAsync(refusal, cancellationToken);
        }

        // The handshake failed, so nothing of the request has left: it may go again.
        return Learn(await _corrected.SendAsync(request, cancellationToken), _correctedCheck);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ordinary.Dispose();
            _corrected.Dispose();
        }

        base.Dispose(disposing);
    }

    private void SetTime()
    {
        if (Agreed is { } agreed)
        {
            _correctedCheck.JudgeAt(agreed.At(_time.GetTimestamp(), _time));
        }
    }

    private async Task<ClockReading> SettleAsync(CertificateRefusal refusal, CancellationToken cancellation)
    {
        var verdict = await _networkTime.AskAsync(cancellation);
        if (verdict.Reading is not { } agreed)
        {
            throw new ConnectionFailedException(Unsettled(refusal, _time.GetUtcNow(), verdict.Why!));
        }

        var now = agreed.At(_time.GetTimestamp(), _time);
        return refusal.Validity.Holds(now) ? agreed : throw new ConnectionFailedException(Confirmed(refusal, now));
    }

    private HttpResponseMessage Learn(HttpResponseMessage response, ServerCertificateCheck check)
    {
        var uri = response.RequestMessage?.RequestUri;
        if (uri?.Scheme == Uri.UriSchemeHttps && response.Headers.Date is { } date && check.AcceptedFrom(uri.IdnHost) is { } validity)
        {
            _networkTime.Trusted.Learn(date, validity.From, validity.To);
        }

        return response;
    }

    private static TransportFailure Unsettled(CertificateRefusal refusal, DateTimeOffset local, Text why) =>
        new(new Text(
            $"{refusal.What.English}, and this machine's clock shows {local:yyyy-MM-dd HH:mm} UTC; asking for the time did not settle it: {why.English}",
            $"{refusal.What.Chinese}，而本机时钟显示 {local:yyyy-MM-dd HH:mm}（UTC）；询问网络时间也未能确定：{why.Chinese}"), Passing: false)
        {
            ClockSuspected = true,
        };

    private static TransportFailure Confirmed(CertificateRefusal refusal, DateTimeOffset now) => new(new Text(
        $"{refusal.What.English}, and the time servers agree that it is {now:yyyy-MM-dd HH:mm} UTC",
        $"{refusal.What.Chinese}，而时间服务器一致认为现在是 {now:yyyy-MM-dd HH:mm}（UTC）"), Passing: false);
}
