namespace Mooring.Engine.Sources.Interface;

/// <summary>Hears from the operating system that interfaces, addresses or routes changed.</summary>
public interface INetworkWatch : IDisposable
{
    /// <summary>Waits for the next news; what came since the last call counts.</summary>
    /// <returns>What changed, in a few words for the log; several changes may be told as one.</returns>
    Task<string> NextAsync(CancellationToken cancellation);
}
