using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>What one time server said.</summary>
/// <param name="Server">The server as configured.</param>
/// <param name="Address">The address that answered; null when none did.</param>
/// <param name="Reading">Its time; null when it gave none that is of use.</param>
/// <param name="Why">Why not; null with a reading.</param>
internal sealed record SntpAnswer(DnsEndPoint Server, IPEndPoint? Address, ClockReading? Reading, Text? Why);

/// <summary>Asks time servers by SNTP version 4 (RFC 4330).</summary>
/// <remarks>
/// SNTP is not authenticated: whoever sits on the path can answer as he likes. A random number that the server must echo, random
/// source ports and connected sockets keep out those who do not. <see cref="NetworkTime"/> says what an answer may be used for.
/// </remarks>
public sealed class SntpClient
{
    private const int Packets = 2;

    /// <summary>A server that cuts its timestamps may seem to have held the request a little longer than it was away.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly IHostResolver _resolver;
    private readonly TimeSpan _patience;

    /// <summary>Makes a client that gives a server 1.5 seconds for each of two packets.</summary>
    /// <param name="time">Its monotonic clock measures the round trip; its wall clock is not used.</param>
    /// <param name="resolver">Finds the servers; null asks the operating system.</param>
    public SntpClient(TimeProvider time, IHostResolver? resolver = null)
        : this(time, resolver, TimeSpan.FromSeconds(1.5))
    {
    }

    internal SntpClient(TimeProvider time, IHostResolver? resolver, TimeSpan patience)
    {
        _patience = patience;
        _time = time;
        _resolver = resolver ?? new SystemHostResolver();
    }

    /// <summary>Asks one server, over IPv6 and IPv4 at once where it has both; the first usable answer counts. Never throws but for cancellation.</summary>
    internal async Task<SntpAnswer> AskAsync(DnsEndPoint server, CancellationToken cancellation)
    {
        IReadOnlyList<IPEndPoint> ends;
        try
        {
            using var limit = new CancellationTokenSource(_patience * Packets, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            ends = await ResolveAsync(server, both.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(server, null, null, TransportFailure.From(e)?.What ?? new("its name could not be resolved in time", "未能及时解析其名称"));
        }

        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asked = ends.Select(end => AskAsync(server, end, rest.Token)).ToList();
        var last = new SntpAnswer(server, null, null, new("its name has no address", "其名称没有地址"));
        while (asked.Count > 0 && last.Reading is null)
        {
            var ended = await Task.WhenAny(asked);
            asked.Remove(ended);
            last = await ended;
        }

        await rest.CancelAsync();
        return last;
    }

    /// <summary>One address of each family.</summary>
    private async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(DnsEndPoint server, CancellationToken cancellation)
    {
        IReadOnlyList<IPAddress> addresses = IPAddress.TryParse(server.Host, out var literal)
            ? [literal]
            : await _resolver.ResolveAsync(server.Host, cancellation);
        return [.. addresses.DistinctBy(address => address.AddressFamily).Select(address => new IPEndPoint(address, server.Port))];
    }

    private async Task<SntpAnswer> AskAsync(DnsEndPoint server, IPEndPoint end, CancellationToken cancellation)
    {
        var strange = false;
        try
        {
            for (var packet = 0; packet < Packets; packet++)
            {
                using var socket = new Socket(end.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                await socket.ConnectAsync(end, cancellation);
                var asked = new Question(server, end, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), _time.GetTimestamp());
                if (await AskOnceAsync(socket, asked, cancellation) is { } answer)
                {
                    return answer;
                }

                strange |= asked.StrangeReplies;
            }
        }
        catch (SocketException e)
        {
            return new(server, end, null, TransportFailure.Describe(e.SocketErrorCode));
        }

        return new(server, end, null, strange
            ? new("its reply does not belong to the request", "应答与所发请求不符")
            : new("it does not answer", "它没有应答"));
    }

    /// <summary>What the server replied, be it of use or not; null when no reply came in time.</summary>
    private async Task<SntpAnswer?> AskOnceAsync(Socket socket, Question asked, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var buffer = new byte[512];
        try
        {
            await socket.SendAsync(SntpPacket.Request(asked.Cookie), both.Token);
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, both.Token);
                var received = _time.GetTimestamp();
                if (SntpPacket.Answers(buffer.AsSpan(0, length), asked.Cookie))
                {
                    return Understand(buffer, asked, received);
                }

                asked.StrangeReplies = true;
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>RFC 4330 §5, with the monotonic clock in place of ours: the server's time as the reply arrived.</summary>
    private SntpAnswer Understand(ReadOnlySpan<byte> packet, Question asked, long received)
    {
        if (!SntpPacket.TryRead(packet, out var reply, out var why))
        {
            return asked.Refused(why);
        }

        var roundTrip = _time.GetElapsedTime(asked.Sent, received);
        var held = reply.Sent - reply.Received;
        return held >= TimeSpan.Zero && held <= roundTrip + Rounding
            ? asked.Read(new ClockReading(reply.Sent + ((roundTrip - held) / 2), received))
            : asked.Refused(new("its reply contradicts itself", "应答自相矛盾"));
    }

    /// <summary>One packet on its way.</summary>
    private sealed class Question(DnsEndPoint server, IPEndPoint end, ulong cookie, long sent)
    {
        public ulong Cookie => cookie;

        public long Sent => sent;

        public bool StrangeReplies { get; set; }

        public SntpAnswer Read(ClockReading reading) => new(server, end, reading, null);

        public SntpAnswer Refused(Text why) => new(server, end, null, why);
    }
}
