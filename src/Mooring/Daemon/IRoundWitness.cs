using Mooring.Rounds;

namespace Mooring.Daemon;

/// <summary>Hears how the daemon's rounds ended.</summary>
internal interface IRoundWitness
{
    /// <summary>Takes note of a round.</summary>
    Task EndedAsync(RoundReport report, CancellationToken cancellation);

    /// <summary>Takes note of a round that ended unexpectedly.</summary>
    void Aborted();
}
