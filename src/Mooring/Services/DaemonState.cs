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

    /// <summary>Whether it runs and nothing is wrong with it.</summary>
    public bool IsWell => IsRunning == true && Complaint is null;

    /// <summary>Looks at the lock of the state, and asks the daemon where it can be asked.</summary>
    /// <param name="stateDirectory">Where its state is.</param>
    /// <param name="console">Where it listens; null where it does not.</param>
    /// <param name="connections">Who asks.</param>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<DaemonState> LookAsync(
        string stateDirectory, ConsoleSettings? console, HttpMessageInvoker connections, TimeProvider time, CancellationToken cancellation)
    {
        if (DaemonLock.Find(stateDirectory) is not { } running)
        {
            return new DaemonState(MaySee(stateDirectory) ? false : null, null, null);
        }

        return new DaemonState(true, running.ProcessId, console is null ? null : await AskAsync(console, connections, time, cancellation));
    }

    private static bool MaySee(string directory)
    {
        try
        {
            return !Directory.Exists(directory) || Directory.EnumerateFileSystemEntries(directory).Take(1).Count() >= 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
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
