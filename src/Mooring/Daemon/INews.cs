namespace Mooring.Daemon;

/// <summary>Tells of something outside of the configuration that may change an address.</summary>
internal interface INews
{
    /// <summary>Waits for the next news.</summary>
    /// <returns>What happened, in a few words.</returns>
    Task<string> NextAsync(CancellationToken cancellation);
}
