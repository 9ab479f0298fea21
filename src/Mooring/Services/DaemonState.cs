using System.Net;
using Mooring.Configuration.Settings;
using Mooring.Engine.Store;

namespace Mooring.Services;

/// <summary>Whether a daemon serves a configuration now, whoever keeps it.</summary>
/// <param name="IsRunning">Whether one runs; null where this user may not know.</param>
/// <param name="Process">Its process id; null where it is not known.</param>
/// <param name="Complaint">What <c>/healthz</c> complains of; null where it does not, or nobody listens.</param>
internal sealed record DaemonState(bool? IsRunning, int? Process, string? Complaint)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether records are looked after, as far as it can be known: where a look at the daemon itself tells nothing, its manager's word counts.</summary>
    /// <param name="daemon">What the look told; null where there was none.</param>
    /// <param name="services">How the services stand.</param>
    public static bool IsWell(DaemonState? daemon, IEnumerable<ServiceState> services) => daemon?.IsRunning switch
    {
        true => daemon.Complaint is null,
        false => services.Any(service => service is { Kind: ServiceKind.Timer, IsRunning: true }),
        null => services.Any(service => service is { IsRunning: true }),
    };

    /// <summary>Looks at the locks of the state, and asks the daemon where it can be asked.</summary>
    /// <param name="stateDirectories">Where its state may be.</param>
    /// <param name="console">Where it listens; null where it does not.</param>
    /// <param name="connections">Who asks.</param>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<DaemonState> LookAsync(
        IReadOnlyList<string> stateDirectories, ConsoleSettings? console, HttpMessageInvoker connections, TimeProvider time, CancellationToken cancellation)
    {
        var isKnown = true;
        foreach (var directory in stateDirectories)
        {
            isKnown &= DaemonLock.TryFind(directory, out var found);
            if (found is { } running)
            {
                return new DaemonState(true, running.ProcessId, console is null ? null : await AskAsync(console, connections, time, cancellation));
            }
        }

        return new DaemonState(isKnown ? false : null, null, null);
    }

    private static async Task<string?> AskAsync(ConsoleSettings console, HttpMessageInvoker connections, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{Reachable(console.Listen)}/healthz"));
            using var response = await connections.SendAsync(request, both.Token);
            return response.IsSuccessStatusCode ? null : (await response.Content.ReadAsStringAsync(both.Token)).Trim();
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return $"it does not answer on {console.Listen}";
        }
    }

    private static IPEndPoint Reachable(IPEndPoint listen) =>
        listen.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, listen.Port)
        : listen.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, listen.Port)
        : listen;
}
