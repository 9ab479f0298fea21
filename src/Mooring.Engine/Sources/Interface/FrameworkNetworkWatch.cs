using System.Net.NetworkInformation;
using System.Threading.Channels;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Listens through .NET: to the system configuration on macOS.</summary>
internal sealed class FrameworkNetworkWatch : INetworkWatch
{
    private readonly Channel<string> news = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Begins to listen.</summary>
    /// <exception cref="NetworkInformationException">The system refuses.</exception>
    public FrameworkNetworkWatch()
    {
        NetworkChange.NetworkAddressChanged += OnAddresses;
        NetworkChange.NetworkAvailabilityChanged += OnAvailability;
    }

    /// <inheritdoc />
    public async Task<string> NextAsync(CancellationToken cancellation) => await news.Reader.ReadAsync(cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnAddresses;
        NetworkChange.NetworkAvailabilityChanged -= OnAvailability;
    }

    private void OnAddresses(object? sender, EventArgs e) => news.Writer.TryWrite("addresses changed");

    private void OnAvailability(object? sender, NetworkAvailabilityEventArgs e) => news.Writer.TryWrite(e.IsAvailable ? "network up" : "network down");
}
