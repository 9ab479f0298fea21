using System.Net.Http.Json;
using System.Text.Json;
using Mooring.Sandbox;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>A sandbox of one's own, a directory with a configuration and a state, and the program run on them.</summary>
internal sealed class Harbour : IAsyncDisposable
{
    private readonly HttpClient control;

    private Harbour(SandboxHost sandbox, string directory)
    {
        Sandbox = sandbox;
        Directory = directory;
        control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sandbox.Ports.Control}/") };
    }

    public SandboxHost Sandbox { get; }

    public string Directory { get; }

    public string ConfigurationFile => Path.Combine(Directory, "mooring.yaml");

    public string State => Path.Combine(Directory, "state");

    public static async Task<Harbour> OpenAsync(bool tls = false)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("mooring-").FullName;
        var options = new SandboxOptions { Ports = SandboxPorts.Free, Tls = tls, RootFile = Path.Combine(directory, "root.pem") };
        return new Harbour(await SandboxHost.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken), directory);
    }

    /// <summary>Both accounts of the default seed, over HTTPS where the sandbox serves it, then what the test adds.</summary>
    public async Task ConfigureAsync(string rest, string alidns = "", string tencent = "")
    {
        await File.WriteAllTextAsync(ConfigurationFile, $"""
        accounts:
          home: {Braced("alidns", "access-key-id", "access-key-secret", Sandbox.Ports.Alidns, alidns)}
          office: {Braced("tencent", "secret-id", "secret-key", Sandbox.Ports.Tencent, tencent)}
        state: {State}
        {rest}
        """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public Task<ProgramResult> RunAsync(params string[] arguments) => MooringProgram.RunAsync(Directory, arguments);

    /// <summary>What a zone holds, without SOA and NS, as "name type value".</summary>
    public async Task<string[]> RecordsAsync(string zone)
    {
        var records = await control.GetFromJsonAsync<JsonElement>($"zones/{zone}/records", TestContext.Current.CancellationToken);
        return [.. records.EnumerateArray()
            .Where(record => record.GetProperty("type").GetString() is not ("SOA" or "NS"))
            .Select(record => $"{record.GetProperty("name")} {record.GetProperty("type")} {record.GetProperty("value")}")
            .Order(StringComparer.Ordinal)];
    }

    public Task PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>The calls that the clouds saw, as "provider action", oldest first.</summary>
    public async Task<string[]> CallsAsync() =>
        [.. (await control.GetFromJsonAsync<JsonElement>("calls", TestContext.Current.CancellationToken)).EnumerateArray()
            .Select(call => $"{call.GetProperty("provider")} {call.GetProperty("action")}")];

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await Sandbox.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string Braced(string provider, string id, string secret, int port, string more)
    {
        var endpoint = Sandbox.Ports.Tls == 0
            ? $"endpoint: \"http://127.0.0.1:{port}\""
            : $"endpoint: \"https://127.0.0.1:{Sandbox.Ports.Tls}\", root-certificates: {Path.Combine(Directory, "root.pem")}";
        return $"{{ provider: {provider}, {id}: sandbox-id, {secret}: sandbox-secret, {endpoint}{(more.Length > 0 ? ", " + more : "")} }}";
    }

    private async Task SendAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await control.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
