using System.Net.Sockets;
using System.Text;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>Stands in for systemd: the socket that a unit with <c>Type=notify</c> reports to.</summary>
internal sealed class NotifyListener : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifyListener(string directory)
    {
        Path = System.IO.Path.Combine(directory, "notify");
        socket.Bind(new UnixDomainSocketEndPoint(Path));
    }

    public string Path { get; }

    /// <summary>Whether nothing came that was not heard yet.</summary>
    public bool HeardNothing => socket.Available == 0;

    /// <summary>What the daemon tells, up to and including the message that is waited for.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(Func<string, bool> awaited)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var heard = new List<string>();
        var buffer = new byte[4096];
        do
        {
            heard.Add(Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token)));
        }
        while (!awaited(heard[^1]));

        return heard;
    }

    public void Dispose() => socket.Dispose();
}
