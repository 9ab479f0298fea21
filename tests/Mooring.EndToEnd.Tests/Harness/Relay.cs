using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>Stands between the program and a cloud, passes every byte on, and lets a test act right before a certain request.</summary>
internal sealed partial class Relay : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly List<(string Action, int Nth, Func<Task> Act)> moments = [];
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Starts passing on to a port of this machine.</summary>
    public Relay(int target) => listener = new LoopbackListener((client, stop) => PassAsync(client, target, stop));

    /// <summary>What the program shall take for the cloud.</summary>
    public string Endpoint => $"http://{listener.Address}";

    /// <summary>Acts before the n-th request of that action, from 1, reaches the cloud.</summary>
    public void Before(string action, int nth, Action act) => Before(action, nth, () =>
    {
        act();
        return Task.CompletedTask;
    });

    /// <summary>Acts before the n-th request of that action, from 1, reaches the cloud, which waits until the act is done.</summary>
    public void Before(string action, int nth, Func<Task> act) => moments.Add((action, nth, act));

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task PassAsync(TcpClient near, int target, CancellationToken stop)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, target, stop);
        await Task.WhenAny(CopyAsync(near, far, ActAsync, stop), CopyAsync(far, near, _ => Task.CompletedTask, stop));
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, Func<string, Task> before, CancellationToken stop)
    {
        var piece = new byte[64 * 1024];
        for (int read; (read = await from.GetStream().ReadAsync(piece, stop)) > 0;)
        {
            await before(Encoding.Latin1.GetString(piece, 0, read));
            await to.GetStream().WriteAsync(piece.AsMemory(0, read), stop);
        }
    }

    private async Task ActAsync(string request)
    {
        if (ActionOf().Match(request) is { Success: true } found)
        {
            foreach (var act in Due(found.Groups["action"].Value))
            {
                await act();
            }
        }
    }

    private Func<Task>[] Due(string action)
    {
        lock (gate)
        {
            var nth = seen[action] = seen.GetValueOrDefault(action) + 1;
            return [.. moments.Where(moment => moment.Action == action && moment.Nth == nth).Select(moment => moment.Act)];
        }
    }

    [GeneratedRegex(@"(-action: |[?&]Action=)(?<action>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ActionOf();
}
