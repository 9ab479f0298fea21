using System.Net.Sockets;

namespace Mooring.Engine.Sources;

/// <summary>A question and its answer over UDP, where either may get lost.</summary>
internal static class DatagramExchange
{
    /// <summary>What no datagram is larger than; Windows reports one that does not fit as an error.</summary>
    public const int LargestDatagram = 65535;

    /// <summary>Sends until an answer comes or the caller's limit is over; what is no answer is passed over.</summary>
    /// <param name="socket">Connected to the one who is asked, so that the system lets nobody else's datagrams through.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="answers">Whether a datagram is the answer.</param>
    /// <param name="firstTimeout">The pause before it is sent again, doubled each time.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellation">The caller's limit.</param>
    /// <exception cref="SocketException">The other end cannot be reached, or refuses.</exception>
    public static async Task<byte[]> AskAsync(
        Socket socket, byte[] request, Func<byte[], bool> answers, TimeSpan firstTimeout, TimeProvider time, CancellationToken cancellation)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAsync(socket, request, firstTimeout, time, answered.Token);
        var receiving = ReceiveAsync(socket, answers, answered.Token);
        try
        {
            // An ICMP error is told once, to whichever of the two comes first.
            return await await Task.WhenAny(receiving, sending);
        }
        finally
        {
            await answered.CancelAsync();
            await ((Task)Task.WhenAll(sending, receiving)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends again and again; ends only by failing.</summary>
    private static async Task<byte[]> SendAsync(Socket socket, byte[] request, TimeSpan pause, TimeProvider time, CancellationToken cancellation)
    {
        for (; ; pause *= 2)
        {
            await socket.SendAsync(request, cancellation);
            await Task.Delay(pause, time, cancellation);
        }
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, Func<byte[], bool> answers, CancellationToken cancellation)
    {
        var buffer = new byte[LargestDatagram];
        while (true)
        {
            var datagram = buffer[..await socket.ReceiveAsync(buffer, cancellation)];
            if (answers(datagram))
            {
                return datagram;
            }
        }
    }
}
