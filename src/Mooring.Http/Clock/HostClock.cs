namespace Mooring.Http;

/// <summary>What one look at a host's clock gave.</summary>
/// <param name="Offset">The host's clock minus this machine's, to about half a second; null where it was not told.</param>
/// <param name="Failure">Why no answer came; null where one came, be it without a <c>Date</c>.</param>
public sealed record ClockMeasurement(TimeSpan? Offset, TransportFailure? Failure);

/// <summary>Looks at a host's clock with one request that asks for nothing: without signature, so with any key or none.</summary>
public static class HostClock
{
    private const int MostAnswer = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Measures. Never throws but for cancellation.</summary>
    /// <param name="endpoint">Whom to ask.</param>
    /// <param name="connections">How to connect; TLS is verified as ever, with the time of its time servers where the local clock is too wrong for it.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ClockMeasurement> MeasureAsync(Uri endpoint, HttpConnectionOptions connections, TimeProvider time, CancellationToken cancellation)
    {
        using var caller = new HttpCaller(connections, MostAnswer, time);
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.TryAddWithoutValidation("User-Agent", "mooring");
        var exchanged = await caller.SendAsync(request, Patience, cancellation);
        return new ClockMeasurement(caller.Clock.Offset, exchanged.Failure);
    }
}
