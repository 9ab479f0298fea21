using System.Net;
using System.Net.Sockets;

namespace Mooring.Http.Tests;

/// <summary>A channel with its clock and counter, which pauses not at all between attempts unless told.</summary>
internal sealed class TestChannel : IDisposable
{
    public const int BodyLimit = 100_000;

    public TestChannel(Uri endpoint, TimeProvider? time = null, Func<double>? random = null, Func<ApiChannelOptions, ApiChannelOptions>? with = null)
    {
        time ??= TimeProvider.System;
        var options = new ApiChannelOptions { Endpoint = endpoint, CallsPerSecond = 10_000, BodyLimit = BodyLimit };
        Clock = new ServerClock(time);
        Api = new ApiChannel(with?.Invoke(options) ?? options, Clock, Counter, time, Trace, random ?? (() => 0));
    }

    public ApiCallCounter Counter { get; } = new();

    public ServerClock Clock { get; }

    public ApiChannel Api { get; }

    public RecordedTrace Trace { get; } = new();

    public void Dispose() => Api.Dispose();
}

internal sealed class RecordedTrace : IApiTrace
{
    public List<ApiAttempt> Attempts { get; } = [];

    public void Attempted(ApiAttempt attempt) => Attempts.Add(attempt);
}

internal static class FreePort
{
    /// <summary>A port nobody listens on: it was free a moment ago.</summary>
    public static int Take()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
