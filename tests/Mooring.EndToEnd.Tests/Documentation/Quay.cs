using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Documentation;

/// <summary>A machine as the pages think of it: its configuration, files of other tools, records and a certificate, all at the sandbox.</summary>
public sealed class Quay : IAsyncLifetime
{
    private static readonly string[] FreePorts =
        ["--control-port", "0", "--alidns-port", "0", "--tencent-port", "0", "--echo-port", "0", "--ca-port", "0", "--sntp-port", "0", "--dns-port", "0", "--tls-port", "0"];

    private readonly HookServer hooks = new();
    private Harbour harbour = null!;

    public async ValueTask InitializeAsync()
    {
        harbour = await Harbour.OpenAsync();
        var ports = harbour.Sandbox.Ports;
        harbour.Edit("example.com", records => records
            .Add(harbour.Record(Cloud.Alidns, "www A 192.168.0.1"))
            .Add(harbour.Record(Cloud.Alidns, "nas A 192.0.2.1") with { Id = "123456" }));
        await harbour.ConfigureAsync($$"""
            addresses: { wan4: { family: ipv4, source: probe, probes: ["http://127.0.0.1:{{ports.Echo}}/ip"], agree: 1, allow: [documentation] } }
            records: [ { name: nas.example.com, account: home, address: wan4 } ]
            certificates: [ { name: example, domains: [example.com, "*.example.com"], account: home, issuer: letsencrypt, deploy: [ files: { directory: "{{harbour.Directory}}/live" } ] } ]
            issuers: { letsencrypt: { directory: "https://127.0.0.1:{{ports.Ca}}/directory", staging: "https://127.0.0.1:{{ports.Ca}}/directory", agree-terms: true, root-certificates: "{{harbour.Directory}}/root.pem" } }
            dns: { resolvers: ["127.0.0.1:{{ports.Dns}}"], authoritative-port: {{ports.Dns}} }
            notify: [ { webhook: { url: "{{hooks.Url}}" }, events: [failed] } ]
            """);
        Write("sandbox.yaml", await File.ReadAllTextAsync(harbour.ConfigurationFile));
        Write("ddns.conf", $"""
            [DEFAULT]
            access_id = sandbox-id
            access_key = sandbox-secret
            endpoint = http://127.0.0.1:{ports.Alidns}
            probes = http://127.0.0.1:{ports.Echo}/ip
            agree = 1
            allow = documentation
            state = {harbour.Directory}/ddns-state

            [DomainRecord1]
            domain = example.com
            sub_domain = www
            type = A
            """);
        Write("config.json", """{ "accessKeyID": "sandbox-id", "accessKeySecret": "sandbox-secret" }""");
        Write(".ddns_go_config.yaml", """
            dnsconf:
              - ipv4: { enable: true, gettype: url, url: "https://myip.ipip.net", domains: [nas.example.com] }
                dns: { name: alidns, id: sandbox-id, secret: sandbox-secret }
                ttl: "600"
            """);
        Assert.All([await RunAsync("update"), await RunAsync("cert issue")], result => Assert.True(result.ExitCode == 0, result.ToString()));
    }

    /// <summary>Runs one command line as a page shows it; what serves is stopped as soon as it does.</summary>
    internal async Task<ProgramResult> RunAsync(string command)
    {
        string[] arguments = [.. ShownCommands.Split(command).Select(Here)];
        return arguments[0] switch
        {
            "run" => await StopAsync(arguments, "serving "),
            "sandbox" => await StopReadyAsync([.. arguments.Where(one => one is not ("--tls-port" or "443")), .. FreePorts]),
            _ => await harbour.RunAsync(arguments),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await hooks.DisposeAsync();
        await harbour.DisposeAsync();
    }

    /// <summary>Files anywhere on the reader's machine are in one directory here.</summary>
    private string Here(string argument) => argument switch
    {
        "FILE" => "ddns.conf",
        "NAME" or "paper" => "example",
        ['/' or '~', ..] => Path.Combine(harbour.Directory, Path.GetFileName(argument)),
        _ => argument,
    };

    private async Task<ProgramResult> StopAsync(string[] arguments, string once)
    {
        await using var program = RunningProgram.Start(harbour, arguments);
        await program.SaysAsync(once);
        await program.SignalAsync("TERM");
        return await program.EndsAsync();
    }

    private async Task<ProgramResult> StopReadyAsync(string[] arguments)
    {
        using var process = MooringProgram.Start(harbour.Directory, arguments);
        Assert.StartsWith("ready ", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        UnixSignal.Send(process, UnixSignal.Terminate);
        return await MooringProgram.FinishAsync(process);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(harbour.Directory, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
