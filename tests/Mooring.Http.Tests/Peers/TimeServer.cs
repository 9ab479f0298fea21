using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Http.Tests;

/// <summary>An SNTP server on loopback, written apart from the client: answers with its own time, or as the test wants.</summary>
internal sealed class TimeServer : IAsyncDisposable
{
    private readonly UdpClient _socket;
    private readonly Func<DateTimeOffset> _now;
    private readonly Func<byte[], byte[]?> _change;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _questions;

    private TimeServer(IPAddress address, Func<DateTimeOffset> now, Func<byte[], byte[]?>? change)
    {
        _socket = new UdpClient(new IPEndPoint(address, 0));
        _now = now;
        _change = change ?? (reply => reply);
        _serving = ServeAsync();
    }

    public DnsEndPoint End => new("127.0.0.1", ((IPEndPoint)_socket.Client.LocalEndPoint!).Port);

    public int Questions => Volatile.Read(ref _questions);

    /// <param name="now">The server's clock.</param>
    /// <param name="change">Changes a reply, or drops it by returning null.</param>
    public static TimeServer Start(Func<DateTimeOffset> now, Func<byte[], byte[]?>? change = null) => new(IPAddress.Loopback, now, change);

    public static TimeServer Silent() => Start(() => default, _ => null);

    /// <summary>A correct reply to a request (RFC 4330 §5, server operations).</summary>
    public static byte[] Reply(ReadOnlySpan<byte> request, DateTimeOffset now)
    {
        var reply = new byte[48];
        reply[0] = 0x24;
        reply[1] = 2;
        reply[3] = 0xE9;
        BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(4), 0x0000_0A00);
        BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(8), 0x0000_0B00);
        request.Slice(40, 8).CopyTo(reply.AsSpan(24));
        BinaryPrimitives.WriteUInt64BigEndian(reply.AsSpan(32), Ntp(now));
        BinaryPrimitives.WriteUInt64BigEndian(reply.AsSpan(40), Ntp(now));
        return reply;
    }

    /// <summary>Seconds since 1900 modulo 2^32, and the fraction.</summary>
    public static ulong Ntp(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var seconds = (ulong)(ticks / TimeSpan.TicksPerSecond);
        var fraction = (ulong)(ticks % TimeSpan.TicksPerSecond);
        return (seconds << 32) | ((fraction << 32) / TimeSpan.TicksPerSecond);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var question = await _socket.ReceiveAsync(_stop.Token);
                Interlocked.Increment(ref _questions);
                if (_change(Reply(question.Buffer, _now())) is { } reply)
                {
                    await _socket.SendAsync(reply, question.RemoteEndPoint, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
