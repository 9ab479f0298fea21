using System.Net;
using System.Net.Sockets;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Connects to whichever address of a host answers first, giving the better ones a head start ("happy eyeballs").</summary>
/// <remarks>
/// RFC 8305, simplified: both families' addresses are resolved before the race; then they are interleaved (§4) and started 250 ms
/// apart, or at once when the one before has failed (§5). One race per connection.
/// </remarks>
internal sealed class AddressRace(Func<IPEndPoint, CancellationToken, Task<Socket>> dial, TimeProvider time)
{
    /// <summary>The "Connection Attempt Delay" that RFC 8305 §5 recommends.</summary>
    internal static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes turns between the families, starting with the preferred one; the order inside each stays.</summary>
    public static IReadOnlyList<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses, AddressFamily preferred)
    {
        var first = addresses.Where(address => address.AddressFamily == preferred).ToArray();
        var second = addresses.Where(address => address.AddressFamily != preferred).ToArray();
        var ordered = new List<IPAddress>(addresses.Count);
        for (var i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            ordered.AddRange(first.Skip(i).Take(1));
            ordered.AddRange(second.Skip(i).Take(1));
        }

        return ordered;
    }

    /// <summary>Runs the race.</summary>
    /// <exception cref="ConnectionFailedException">Nobody answered; names what each address said.</exception>
    public async Task<Socket> ConnectAsync(IReadOnlyList<IPEndPoint> ends, CancellationToken cancellation)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new List<Task<Socket>>();
        var failures = new List<(IPEndPoint End, Text Why)>();
        try
        {
            for (var next = 0; ; )
            {
                if (next < ends.Count)
                {
                    running.Add(TryAsync(ends[next++], failures, race.Token));
                }

                if (await FirstOfAsync(running, next < ends.Count, race.Token) is { } winner)
                {
                    return winner;
                }

                if (running.Count == 0 && next == ends.Count)
                {
                    throw new ConnectionFailedException(Describe(failures));
                }
            }
        }
        finally
        {
            await race.CancelAsync();
            _ = Task.WhenAll(running.Select(DiscardAsync));
        }
    }

    /// <summary>The winner; or null once one has failed or, where more addresses wait, their head start is over.</summary>
    private async Task<Socket?> FirstOfAsync(List<Task<Socket>> running, bool moreWait, CancellationToken cancellation)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var headStart = Task.Delay(moreWait ? HeadStart : Timeout.InfiniteTimeSpan, time, pause.Token);
        var first = await Task.WhenAny([headStart, .. running]);
        await pause.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        if (first == headStart)
        {
            return null;
        }

        var attempt = (Task<Socket>)first;
        running.Remove(attempt);
        return attempt.IsCompletedSuccessfully ? await attempt : null;
    }

    private async Task<Socket> TryAsync(IPEndPoint end, List<(IPEndPoint End, Text Why)> failures, CancellationToken cancellation)
    {
        try
        {
            return await dial(end, cancellation);
        }
        catch (SocketException e)
        {
            Note(failures, end, TransportFailure.Describe(e.SocketErrorCode));
            throw;
        }
        catch (ConnectionFailedException e)
        {
            Note(failures, end, e.Failure.What);
            throw;
        }
    }

    private static void Note(List<(IPEndPoint End, Text Why)> failures, IPEndPoint end, Text why)
    {
        lock (failures)
        {
            failures.Add((end, why));
        }
    }

    private static TransportFailure Describe(List<(IPEndPoint End, Text Why)> failures)
    {
        lock (failures)
        {
            return new(new Text(
                string.Join("; ", failures.Select(failure => $"{failure.End}: {failure.Why.English}")),
                string.Join("；", failures.Select(failure => $"{failure.End}：{failure.Why.Chinese}"))));
        }
    }

    /// <summary>A loser that connects after all is closed; one that fails has said so already.</summary>
    private static async Task DiscardAsync(Task<Socket> loser)
    {
        await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loser.IsCompletedSuccessfully)
        {
            (await loser).Dispose();
        }
    }
}
