using Mooring.Services;

namespace Mooring.Daemon;

/// <summary>Tells when the supervisor says that the machine woke from sleep.</summary>
internal sealed class WakeNews(ISupervisor supervisor) : INews
{
    /// <inheritdoc />
    public async Task<News> NextAsync(CancellationToken cancellation)
    {
        await supervisor.WokenAsync(cancellation);
        return new News("the machine woke from sleep");
    }
}
