using Mooring.Daemon;
using Mooring.Rounds;

namespace Mooring.Tests.Daemon;

/// <summary>Nobody hears how rounds ended.</summary>
internal sealed class Unwitnessed : IRoundWitness
{
    public Task EndedAsync(RoundReport report, CancellationToken cancellation) => Task.CompletedTask;

    public void Aborted()
    {
    }
}
