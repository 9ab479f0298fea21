namespace Mooring.Engine.Sources.Interface;

/// <summary>Looks every two seconds, where the system tells nothing by itself: some sandboxes and compatibility layers.</summary>
internal sealed class PollingNetworkWatch(IInterfaceReader reader, TimeProvider time) : INetworkWatch
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private NetworkPicture seen = NetworkPicture.Of(reader);

    /// <inheritdoc />
    public async Task<string> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Look, time, cancellation);
            var now = NetworkPicture.Of(reader);
            if (!now.Equals(seen))
            {
                seen = now;
                return "addresses changed";
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
