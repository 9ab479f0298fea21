using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Http;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>A sandbox with Pebble beside it, which refuses every second nonce, and a configuration of certificates.</summary>
internal sealed class PebbleHarbour : IAsyncDisposable
{
    private static readonly PeerProgram OpenSsl = new("openssl", "openssl");

    private PebbleHarbour(Harbour harbour, Pebble pebble) => (Harbour, Pebble) = (harbour, pebble);

    public Harbour Harbour { get; }

    public Pebble Pebble { get; }

    /// <summary>DNS settings beside the usual, each with a comma before it.</summary>
    public string Dns { get; set; } = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens both; the test is skipped where Pebble is not installed.</summary>
    /// <param name="settings">As in <see cref="Pebble.StartAsync"/>.</param>
    /// <param name="variables">The same.</param>
    public static async Task<PebbleHarbour> OpenAsync(string settings = "", params string[] variables)
    {
        var harbour = await Harbour.OpenAsync();
        var pebble = await Pebble.StartAsync(harbour.Directory, harbour.Sandbox.Ports.Dns, nonceRejection: 50, settings, variables);
        if (pebble is null)
        {
            await harbour.DisposeAsync();
            Assert.False(PeerProgram.MustBeThere, Pebble.Missing);
            Assert.Skip(Pebble.Missing);
        }

        return new PebbleHarbour(harbour, pebble);
    }

    /// <summary>Pebble's settings as an issuer, with these beside the usual.</summary>
    public string Issuer(string more = "") =>
        $"{{ directory: \"{Pebble.Directory}\", agree-terms: true, root-certificates: {Pebble.Roots}{(more.Length > 0 ? ", " + more : "")} }}";

    /// <summary>These certificates, as lines of the list, from Pebble under the name <c>private</c>.</summary>
    public Task ConfigureAsync(params string[] certificates) => ConfigureAsync([("private", Issuer())], certificates);

    /// <summary>These certificates, as lines of the list, from these issuers.</summary>
    public Task ConfigureAsync((string Name, string Settings)[] issuers, params string[] certificates) => Harbour.ConfigureAsync($$"""
        certificates:
        {{string.Concat(certificates.Select(line => $"  - {line}\n"))}}
        issuers:
        {{string.Concat(issuers.Select(issuer => $"  {issuer.Name}: {issuer.Settings}\n"))}}
        dns: { resolvers: ["127.0.0.1:{{Harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{Harbour.Sandbox.Ports.Dns}}{{Dns}} }
        """);

    /// <summary>What Pebble's management interface says of one thing.</summary>
    public async Task<string> AskAsync(string path)
    {
        using var root = X509CertificateLoader.LoadCertificateFromFile(Pebble.Roots);
        using var http = new HttpClient(HttpConnections.Create(new HttpConnectionOptions { RootCertificates = [root] }, TimeProvider.System));
        return await http.GetStringAsync(new Uri($"{Pebble.Management}/{path}"), Cancellation);
    }

    /// <summary>Has every certificate of that name exported and judged by openssl: for a server of these names, with its own key.</summary>
    /// <param name="name">The certificate.</param>
    /// <param name="hosts">What clients call the server.</param>
    /// <param name="root">Which of Pebble's roots its chain leads to.</param>
    /// <returns>What openssl tells of each key, such as <c>Private-Key: (256 bit)</c>, by the files' name.</returns>
    public async Task<SortedDictionary<string, string>> VerifyAsync(string name, string[] hosts, int root = 0)
    {
        var to = System.IO.Directory.CreateDirectory(Path.Combine(Harbour.Directory, $"export-{Guid.NewGuid():n}")).FullName;
        var exported = await Harbour.RunAsync("cert", "export", name, "--to", to);
        Assert.True(exported.ExitCode == 0, exported.ToString());
        await File.WriteAllTextAsync(Path.Combine(to, "root.pem"), await AskAsync($"roots/{root}"), Cancellation);
        var keys = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in System.IO.Directory.GetFiles(to, "*.cert.pem").Select(file => file[..^".cert.pem".Length]))
        {
            foreach (var host in hosts)
            {
                await OpenSslAsync("verify", "-purpose", "sslserver", "-verify_hostname", host, "-CAfile", Path.Combine(to, "root.pem"), "-untrusted", $"{file}.chain.pem", $"{file}.cert.pem");
            }

            var key = await OpenSslAsync("pkey", "-in", $"{file}.privkey.pem", "-pubout", "-text");
            Assert.Contains(await OpenSslAsync("x509", "-in", $"{file}.fullchain.pem", "-noout", "-pubkey"), key, StringComparison.Ordinal);
            keys.Add(Path.GetFileName(file), key.Split('\n').Single(line => line.Contains(" bit", StringComparison.Ordinal)));
        }

        return keys;
    }

    private static async Task<string> OpenSslAsync(params string[] arguments)
    {
        var result = await OpenSsl.RunAsync(arguments, Cancellation);
        Assert.SkipWhen(result is null && !PeerProgram.MustBeThere, OpenSsl.Missing);
        Assert.True(result is { ExitCode: 0 }, result?.ToString() ?? OpenSsl.Missing);
        return result!.Output;
    }

    /// <summary>Waits until a program has made so many calls at the clouds, or has ended.</summary>
    public async Task UntilCallsAsync(Process program, int calls)
    {
        var before = Harbour.World.Calls.Entries.Length;
        while (Harbour.World.Calls.Entries.Length < before + calls && !program.HasExited)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Pebble.DisposeAsync();
        await Harbour.DisposeAsync();
    }
}
