using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Engine.Updating;
using Mooring.Rounds;
using Mooring.Sandbox;

namespace Mooring.Demo;

/// <summary>A sandbox, a configuration that points at it, and the program's own parts run on both.</summary>
internal sealed class DemoHarbour : IAsyncDisposable
{
    private readonly SandboxHost sandbox;
    private readonly string directory;
    private readonly HttpClient control;
    private readonly DnsClient dns;

    private DemoHarbour(Workshop workshop, DemoTime time, SandboxHost sandbox, string directory)
    {
        (Workshop, Time) = (workshop with { Time = time }, time);
        this.sandbox = sandbox;
        this.directory = directory;
        control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sandbox.Ports.Control}/") };
        dns = new DnsClient(time, new DnsClientOptions());
    }

    /// <summary>The clock of the story.</summary>
    public DemoTime Time { get; }

    /// <summary>The program's parts, by the clock of the story.</summary>
    public Workshop Workshop { get; }

    /// <summary>The configuration file.</summary>
    public string ConfigurationFile => Path.Combine(directory, "mooring.yaml");

    /// <summary>Where certificates are deployed.</summary>
    public string TlsDirectory => Path.Combine(directory, "tls");

    /// <summary>The root that everything of the sandbox is signed by, as PEM.</summary>
    public string RootFile => Path.Combine(directory, "root.pem");

    /// <summary>Where everything of the sandbox answers.</summary>
    public SandboxPorts Ports => sandbox.Ports;

    /// <summary>Starts the sandbox on free ports and writes the configuration.</summary>
    public static async Task<DemoHarbour> OpenAsync(Workshop workshop, CancellationToken cancellation)
    {
        var time = new DemoTime(workshop.Time);
        var started = await SandboxHost.StartAsync(new SandboxOptions { Ports = SandboxPorts.Free }, time, cancellation);
        var harbour = new DemoHarbour(workshop, time, started, Directory.CreateTempSubdirectory("mooring-demo-").FullName);
        await File.WriteAllTextAsync(harbour.RootFile, started.RootPem, cancellation);
        harbour.WriteConfiguration();
        return harbour;
    }

    /// <summary>One <c>update</c>, as from cron: parts put together anew, state from the last time.</summary>
    public async Task<RoundReport> UpdateAsync(CancellationToken cancellation)
    {
        var configuration = Load();
        using var installation = await Workshop.InstallAsync(configuration, cancellation);
        return await new RoundRunner(configuration, installation, new Observations(), Time)
            .RunAsync(dryRun: false, TimeSpan.Zero, cancellation);
    }

    /// <summary>The configuration as the program reads it.</summary>
    public MooringConfiguration Load()
    {
        var loaded = Workshop.Read(ConfigurationFile);
        return loaded.Configuration ?? throw new ProblemsException(loaded.Errors);
    }

    /// <summary>What both name servers answer; null where they do not agree.</summary>
    public async Task<ImmutableArray<string>?> AskAsync(string name, DnsType type, CancellationToken cancellation)
    {
        var question = new DnsQuestion(DomainName.Parse(name), type);
        var answers = await Task.WhenAll(new[] { IPAddress.Loopback, IPAddress.Parse("127.0.0.2") }.Select(async server =>
            (await dns.QueryAsync(new IPEndPoint(server, sandbox.Ports.Dns), question, cancellation))
                .Answers.Where(record => record.Type == type).Select(record => record.Data.ToString()!).Order(StringComparer.Ordinal).ToImmutableArray()));
        return answers[0].SequenceEqual(answers[1], StringComparer.Ordinal) ? answers[0] : null;
    }

    /// <summary>Steers the sandbox by its control API, as anybody can.</summary>
    public async Task SteerAsync(HttpMethod method, string path, string? json, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await control.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Adds a record at Alidns as a person would by hand: everything else in the zone stays, ids included.</summary>
    public async Task AddByHandAsync(string zone, string name, string type, string value, CancellationToken cancellation)
    {
        var path = $"zones/{zone}/records";
        var records = JsonNode.Parse(await control.GetStringAsync(path, cancellation))!.AsArray();
        JsonNode more = new JsonObject { ["name"] = name, ["type"] = type, ["value"] = value };
        records.Add(more);
        await SteerAsync(HttpMethod.Put, path, records.ToJsonString(), cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await sandbox.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private void WriteConfiguration()
    {
        // A machine without IPv6 (many containers) still has a story to tell: its AAAA address then stands in the file.
        var six = Socket.OSSupportsIPv6
            ? $"{{ family: ipv6, source: probe, probes: [\"http://[::1]:{Ports.Echo}/ip\"], agree: 1, allow: [documentation] }}"
            : "{ family: ipv6, source: static, value: \"2001:db8::1\", allow: [documentation] }";
        File.WriteAllText(ConfigurationFile, $"""
            accounts:
              ali: {Braced("alidns", "access-key-id", "access-key-secret", Ports.Alidns)}
              tencent: {Braced("tencent", "secret-id", "secret-key", Ports.Tencent)}
            addresses:
              wan4: {"{"} family: ipv4, source: probe, probes: ["http://127.0.0.1:{Ports.Echo}/ip", "stun:127.0.0.1:{Ports.Echo}"], agree: 1, allow: [documentation] {"}"}
              wan6: {six}
            records:
              - {"{"} name: nas.example.com, account: ali, address: [wan4, wan6] {"}"}
              - {"{"} name: "*.lab.example.net", account: tencent, address: [wan4, wan6] {"}"}
            certificates:
              - {"{"} name: example, domains: [example.com, "*.example.com"], account: ali, issuer: sandbox, deploy: [{Files}] {"}"}
              - {"{"} name: lab, domains: ["*.lab.example.net"], account: tencent, issuer: sandbox, deploy: [{Files}] {"}"}
            issuers:
              sandbox: {"{"} directory: "https://127.0.0.1:{Ports.Ca}/directory", agree-terms: true, root-certificates: '{RootFile}' {"}"}
            dns: {"{"} resolvers: ["127.0.0.1:{Ports.Dns}"], authoritative-port: {Ports.Dns} {"}"}
            state: '{Path.Combine(directory, "state")}'
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private string Files => $"{{ files: {{ directory: '{TlsDirectory}', layout: live }} }}";

    private static string Braced(string provider, string id, string secret, int port) =>
        $"{{ provider: {provider}, {id}: sandbox-id, {secret}: sandbox-secret, endpoint: \"http://127.0.0.1:{port}\" }}";
}
