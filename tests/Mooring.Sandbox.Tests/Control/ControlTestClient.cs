using System.Text;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Control;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.Control;

/// <summary>The control API of a world on a loopback port.</summary>
internal sealed class ControlTestClient : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private LoopbackServer server = null!;

    public static async Task<ControlTestClient> StartAsync(SandboxWorld world) =>
        new() { server = await LoopbackServer.StartAsync(new ControlApi(world).HandleAsync) };

    public async Task<(int Status, JsonNode? Body)> SendAsync(string method, string path, string? body = null, string? language = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }
}
