namespace Mooring.Daemon;

/// <summary>Tells of something outside of the configuration that may change an address.</summary>
internal interface INews
{
    /// <summary>Waits for the next news.</summary>
    Task<News> NextAsync(CancellationToken cancellation);
}

/// <summary>What happened.</summary>
/// <param name="What">In a few words.</param>
/// <param name="IsOfNetwork">Whether what could not be reached before may be reached now.</param>
internal sealed record News(string What, bool IsOfNetwork = true);
