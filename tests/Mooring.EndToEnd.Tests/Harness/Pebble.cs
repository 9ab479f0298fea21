using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Http;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>Pebble, Let's Encrypt's test authority, which looks up challenges at the sandbox's name server.</summary>
internal sealed class Pebble : IAsyncDisposable
{
    private static readonly PeerProgram Program = new("pebble", "pebble");
    private readonly Process process;
    private readonly Task<string> reading;

    private Pebble(Process process, Task<string> reading, int port, string roots)
    {
        this.process = process;
        this.reading = reading;
        Roots = roots;
        Directory = $"https://127.0.0.1:{port}/dir";
    }

    /// <summary>Where it shows the roots and the states of its certificates.</summary>
    public required string Management { get; init; }

    /// <summary>What to say when it is missing.</summary>
    public static string Missing => Program.Missing;

    /// <summary>The ACME directory.</summary>
    public string Directory { get; }

    /// <summary>The PEM file of the root that its HTTPS certificate has.</summary>
    public string Roots { get; }

    /// <summary>Starts it; null where it is not installed.</summary>
    /// <param name="directory">Where its files go.</param>
    /// <param name="nameServer">The port of the name server it asks.</param>
    /// <param name="nonceRejection">How many of a hundred good nonces it refuses; other people's clients give up after one.</param>
    /// <param name="settings">Members of its configuration beside the usual, each with a comma before it.</param>
    /// <param name="variables">Variables of its environment beside the usual, as <c>NAME=value</c>.</param>
    public static async Task<Pebble?> StartAsync(string directory, int nameServer, int nonceRejection = 0, string settings = "", params string[] variables)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (ports, files) = (FreePorts(2), WriteCertificates(directory));
            var configuration = Path.Combine(directory, "pebble.json");
            await File.WriteAllTextAsync(configuration, $$"""
                {"pebble": {
                  "listenAddress": "127.0.0.1:{{ports[0]}}", "managementListenAddress": "127.0.0.1:{{ports[1]}}",
                  "certificate": "{{files.Certificate}}", "privateKey": "{{files.Key}}",
                  "httpPort": 5002, "tlsPort": 5001, "ocspResponderURL": ""{{settings}}
                } }
                """, TestContext.Current.CancellationToken);
            if (Start(directory, ["pebble", "-config", configuration, "-dnsserver", $"127.0.0.1:{nameServer}", "-strict"], [.. variables, $"PEBBLE_WFE_NONCEREJECT={nonceRejection}"]) is not { } started)
            {
                return null;
            }

            var pebble = new Pebble(started, started.StandardOutput.ReadToEndAsync(CancellationToken.None), ports[0], files.Root) { Management = $"https://127.0.0.1:{ports[1]}" };
            if (await pebble.AnswersAsync(TestContext.Current.CancellationToken))
            {
                return pebble;
            }

            // It ended: somebody else took one of its ports meanwhile.
            await pebble.DisposeAsync();
            Assert.True(attempt < 5, await pebble.reading);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await reading;
        process.Dispose();
    }

    private static Process? Start(string directory, string[] command, string[] variables)
    {
        try
        {
            var started = MooringProgram.StartOther(directory, command, variables.Prepend("PEBBLE_VA_NOSLEEP=1").Prepend("PEBBLE_AUTHZREUSE=0")
                .Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
            _ = started.StandardError.ReadToEndAsync(CancellationToken.None);
            return started;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Waits until both of its ports are its own; false where it ended.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var root = X509CertificateLoader.LoadCertificateFromFile(Roots);
        using var client = new HttpClient(HttpConnections.Create(new HttpConnectionOptions { RootCertificates = [root] }, TimeProvider.System));
        while (!process.HasExited)
        {
            try
            {
                await client.GetStringAsync(new Uri($"{Management}/roots/0"), cancellation);
                await client.GetStringAsync(new Uri(Directory), cancellation);
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            }
        }

        return false;
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    private static (string Root, string Certificate, string Key) WriteCertificates(string directory)
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Pebble's own root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        rootRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(rootRequest.PublicKey, false));
        using var root = rootRequest.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        using var certificate = request.Create(root, from, until, [1, 2, 3, 4]);
        return (Write("pebble-root.pem", root.ExportCertificatePem()), Write("pebble.pem", certificate.ExportCertificatePem()), Write("pebble.key", key.ExportPkcs8PrivateKeyPem()));

        string Write(string name, string pem)
        {
            var path = Path.Combine(directory, name);
            File.WriteAllText(path, pem + "\n");
            return path;
        }
    }
}
