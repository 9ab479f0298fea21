using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Sandbox;
using Mooring.Sandbox.World;

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

    /// <summary>What the clouds hold, to be changed behind the program's back.</summary>
    public SandboxWorld World => Sandbox.World;

    /// <param name="tls">Whether both APIs also serve HTTPS.</param>
    /// <param name="time">True time in the sandbox, and what its certificates are made by; the system's when null.</param>
    public static async Task<Harbour> OpenAsync(bool tls = false, TimeProvider? time = null)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("mooring-").FullName;
        var options = new SandboxOptions { Ports = SandboxPorts.Free, Tls = tls, RootFile = Path.Combine(directory, "root.pem") };
        return new Harbour(await SandboxHost.StartAsync(options, time ?? TimeProvider.System, TestContext.Current.CancellationToken), directory);
    }

    /// <summary>Both accounts of the default seed, over HTTPS where the sandbox serves it, then what the test adds.</summary>
    public Task ConfigureAsync(string rest, string alidns = "", string tencent = "") => WriteAsync($"""
        accounts:
          home: {Cloud.Alidns.Settings(Endpoint(Cloud.Alidns), Trusting(alidns))}
          office: {Cloud.Dnspod.Settings(Endpoint(Cloud.Dnspod), Trusting(tencent))}
        state: {State}
        {rest}
        """);

    /// <summary>These accounts, each with the default seed's key, then what the test adds.</summary>
    public Task ConfigureAsync(IEnumerable<(string Name, Cloud Cloud)> accounts, string rest) => WriteAsync($"""
        accounts:
        {string.Concat(accounts.Select(account => $"  {account.Name}: {account.Cloud.Settings(Endpoint(account.Cloud))}\n"))}
        state: {State}
        {rest}
        """);

    /// <summary>Where a cloud is served.</summary>
    public string Endpoint(Cloud cloud) => Sandbox.Ports.Tls == 0 ? $"http://127.0.0.1:{Port(cloud)}" : $"https://127.0.0.1:{Sandbox.Ports.Tls}";

    /// <summary>The port on which a cloud is served over HTTP.</summary>
    public int Port(Cloud cloud) => cloud.Provider == SandboxProvider.Alidns ? Sandbox.Ports.Alidns : Sandbox.Ports.Tencent;

    /// <summary>Writes the configuration file as its owner would, in one step.</summary>
    public async Task WriteAsync(string configuration)
    {
        var draft = ConfigurationFile + ".draft";
        await File.WriteAllTextAsync(draft, configuration, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(draft, ConfigurationFile, overwrite: true);
    }

    public Task<ProgramResult> RunAsync(params string[] arguments) => MooringProgram.RunAsync(Directory, arguments);

    /// <summary>Adds a zone of the default seed's key with these records, as "name type value".</summary>
    public SandboxZone AddZone(Cloud cloud, string name, params string[] records) => World.AddZone(
        cloud.Provider, "sandbox-id", DomainName.Parse(name), sinceEver: true, records: records.Select(record => Record(cloud, record)));

    /// <summary>A record as "name type value".</summary>
    public ZoneRecord Record(Cloud cloud, string written) => written.Split(' ', 3) is [var name, var type, var value]
        ? new ZoneRecord { Id = World.NextRecordId(cloud.Provider), Name = name, Type = type, Value = value, Line = cloud.Provider.DefaultLine() }
        : throw new ArgumentException("a record is 'name type value'", nameof(written));

    /// <summary>Changes a zone behind the program's back.</summary>
    public void Edit(string zone, Func<ImmutableList<ZoneRecord>, ImmutableList<ZoneRecord>> edit) =>
        World.Edit(World.FindZone(DomainName.Parse(zone))!, found => edit(found.Records));

    /// <summary>Everything a zone holds beside SOA and the cloud's own NS, with ids and settings, in a form that can be compared.</summary>
    public ZoneRecord[] Holds(string zone) => [.. World.FindZone(DomainName.Parse(zone))!.Records.Where(record => !record.System)];

    /// <summary>How often each action was called, refused calls too.</summary>
    public Dictionary<string, int> Counted() =>
        World.Calls.Entries.CountBy(call => call.Action ?? "").ToDictionary(StringComparer.Ordinal);

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

    /// <summary>The calls of the journal that change something, each as its action and the values of these parameters, those that it has.</summary>
    public async Task<string[]> WritesAsync(params string[] parameters) =>
        [.. (await control.GetFromJsonAsync<JsonElement>("calls", TestContext.Current.CancellationToken)).EnumerateArray()
            .Where(call => call.GetProperty("action").GetString() is { } action && !action.StartsWith("Describe", StringComparison.Ordinal))
            .Select(call => string.Join(' ', parameters
                .Select(name => call.GetProperty("parameters").TryGetProperty(name, out var value) ? $"{value}" : null)
                .Prepend(call.GetProperty("action").GetString()).OfType<string>()))];

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await Sandbox.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string Trusting(string more) => Sandbox.Ports.Tls == 0 ? more
        : $"root-certificates: {Path.Combine(Directory, "root.pem")}{(more.Length > 0 ? ", " + more : "")}";

    private async Task SendAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await control.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
