using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mooring.Engine.Tests.Notifications;

/// <summary>Takes one mail without encryption (RFC 5321), and answers as a test tells it to.</summary>
internal sealed class PlainMailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder said = new();

    public PlainMailServer()
    {
        listener.Start();
        Said = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it answers to a line; null for what it answers otherwise, nothing for an empty one.</summary>
    public Func<string, string?> Answer { get; init; } = _ => null;

    /// <summary>All that the client said until it left.</summary>
    public Task<string> Said { get; }

    public void Dispose() => listener.Dispose();

    private async Task<string> ServeAsync()
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
        await writer.WriteAsync("220 mail.example.com\r\n");
        var isData = false;
        try
        {
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                said.AppendLine(line);
                if (isData && line != ".")
                {
                    continue;
                }

                isData = line == "DATA";
                var answer = Answer(line) ?? (isData ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok");
                await writer.WriteAsync(answer.Length == 0 ? "" : $"{answer}\r\n");
            }
        }
        catch (IOException)
        {
            // The client left without a word.
        }

        return said.ToString();
    }
}
