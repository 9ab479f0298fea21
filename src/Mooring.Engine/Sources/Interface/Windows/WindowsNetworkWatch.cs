using System.Net.NetworkInformation;
using System.Runtime.Versioning;
using System.Threading.Channels;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>Listens to the tables of Windows.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsNetworkWatch : INetworkWatch
{
    /// <summary>More than that at once need no telling one by one: everything is read afresh then.</summary>
    private const int MostNews = 64;

    private readonly Channel<string> news = Channel.CreateBounded<string>(new BoundedChannelOptions(MostNews) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly MibSubscription subscription;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="NetworkInformationException">Windows refuses.</exception>
    public WindowsNetworkWatch() => subscription = new MibSubscription(news.Writer);

    /// <inheritdoc />
    public async Task<string> NextAsync(CancellationToken cancellation) => await news.Reader.ReadAsync(cancellation);

    /// <inheritdoc />
    public void Dispose() => subscription.Dispose();
}
