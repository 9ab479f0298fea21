using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>Pebble, Let's Encrypt's test authority, which looks up challenges at the sandbox's name server.</summary>
internal sealed class Pebble : IAsyncDisposable
{
    private static readonly PeerProgram Program = new("pebble", "pebble");
    private readonly Process process;
    private readonly Task reading;

    private Pebble(Process process, Task reading, int port, string roots)
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
        var (ports, cancellation) = (FreePorts(2), TestContext.Current.CancellationToken);
        var (root, certificate, key) = WriteCertificates(directory);
        var configuration = Path.Combine(directory, "pebble.json");
        await File.WriteAllTextAsync(configuration, $$"""
            {"pebble": {
              "listenAddress": "127.0.0.1:{{ports[0]}}", "managementListenAddress": "127.0.0.1:{{ports[1]}}",
              "certificate": "{{certificate}}", "privateKey": "{{key}}",
              "httpPort": 5002, "tlsPort": 5001, "ocspResponderURL": ""{{settings}}
            } }
            """, cancellation);
        Process started;
        try
        {
            started = MooringProgram.StartOther(directory, ["pebble", "-config", configuration, "-dnsserver", $"127.0.0.1:{nameServer}", "-strict"],
                variables.Prepend("PEBBLE_VA_NOSLEEP=1").Prepend("PEBBLE_AUTHZREUSE=0").Prepend($"PEBBLE_WFE_NONCEREJECT={nonceRejection}")
                    .Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        _ = started.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await started.StandardOutput.ReadLineAsync(cancellation) is { } line && !line.Contains("ACME directory available", StringComparison.Ordinal))
        {
        }

        var pebble = new Pebble(started, started.StandardOutput.ReadToEndAsync(CancellationToken.None), ports[0], root) { Management = $"https://127.0.0.1:{ports[1]}" };
        await AnswersAsync(ports[0], cancellation);
        return pebble;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await reading;
        process.Dispose();
    }

    /// <summary>It speaks of its directory a moment before it listens.</summary>
    private static async Task AnswersAsync(int port, CancellationToken cancellation)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            }
        }
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
