using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>Listens to the kernel's routing tables.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxNetworkWatch : INetworkWatch
{
    private const int LargestNews = 64 * 1024;

    /// <summary>Room for a storm: thousands of messages; more are told as "overrun", and everything is read afresh then.</summary>
    private const int ReceiveBuffer = 1024 * 1024;

    private readonly Socket socket = NetlinkSocket.Open(Rtnetlink.Groups);
    private readonly byte[] buffer = new byte[LargestNews];

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The kernel or a sandbox refuses netlink.</exception>
    public LinuxNetworkWatch() => socket.ReceiveBufferSize = ReceiveBuffer;

    /// <inheritdoc />
    public async Task<string> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var received = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);
                if (NetlinkMessage.Split(buffer.AsMemory(0, received)).Select(NetlinkNews.Tell).OfType<string>().ToArray() is { Length: > 0 } news)
                {
                    return string.Join(", ", news);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.NoBufferSpaceAvailable)
            {
                return "more changes at once than could be told";
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();
}
