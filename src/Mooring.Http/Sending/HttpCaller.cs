namespace Mooring.Http;

/// <summary>Sends single requests: one attempt, the whole answer, within limits, failures in words.</summary>
/// <remarks>For peers that are no cloud's API, and decide themselves what may be repeated. Safe for concurrent use.</remarks>
public sealed class HttpCaller : IDisposable
{
    private readonly HttpConnectionOptions _connections;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _invoker;
    private readonly Exchange _exchange;

    /// <summary>Makes a caller; nothing is sent yet.</summary>
    /// <param name="connections">How to connect.</param>
    /// <param name="replyLimit">The longest answer read, in bytes; a longer one is a failure that does not pass.</param>
    /// <param name="time">This machine's clock.</param>
    public HttpCaller(HttpConnectionOptions connections, int replyLimit, TimeProvider time)
    {
        _connections = connections;
        _time = time;
        _invoker = new HttpMessageInvoker(HttpConnections.Create(connections, time), disposeHandler: true);
        Clock = new ServerClock(time);
        _exchange = new Exchange(_invoker, replyLimit, Clock, new ApiCallCounter(), time);
    }

    /// <summary>The clock of who answered last.</summary>
    public ServerClock Clock { get; }

    /// <summary>Sends. Throws for nothing but cancellation.</summary>
    /// <param name="request">The request; disposing it is the caller's.</param>
    /// <param name="limit">How long connecting and answering may take together.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Exchanged> SendAsync(HttpRequestMessage request, TimeSpan limit, CancellationToken cancellation)
    {
        // The handler would send the request once without and once with credentials; a tunnel's CONNECT it handles alone.
        request.Headers.ProxyAuthorization = request.RequestUri?.Scheme == Uri.UriSchemeHttp ? _connections.Proxy?.Authorization : null;
        return _exchange.SendAsync(request, new ClockReading(_time.GetUtcNow(), _time.GetTimestamp()), limit, cancellation);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _invoker.Dispose();
}
