using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Notifications;

/// <summary>A real mail server of another maker, with a certificate for 127.0.0.1 of a root of its own, which <see cref="RootFile"/> holds.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    /// <summary>The system's own, which finds what the system's packages bring; another may stand before it in the path.</summary>
    private const string Python = "/usr/bin/python3";

    private readonly string directory;
    private readonly Process process;
    private readonly Task<string> errors;

    private MailServer(string directory, Process process) =>
        (this.directory, this.process, errors) = (directory, process, process.StandardError.ReadToEndAsync(CancellationToken.None));

    public int Port { get; private set; }

    public string RootFile => Path.Combine(directory, "root.pem");

    /// <summary>Starts it; skips the test where it is not installed and could not be.</summary>
    public static async Task<MailServer> StartAsync(string mode, params string[] refused)
    {
        var python = new PeerProgram(Python, "python3-aiosmtpd");
        var installed = await python.RunAsync(["-c", "import aiosmtpd"], TestContext.Current.CancellationToken) is { ExitCode: 0 };
        Assert.SkipUnless(installed || PeerProgram.MustBeThere, python.Missing);
        var home = Directory.CreateTempSubdirectory("mooring-mail-").FullName;
        WriteCertificates(home);
        var script = Path.Combine(Checkout.Root, "tests/Mooring.Engine.Tests/Notifications/mail-server.py");
        var server = Process.Start(new ProcessStartInfo(Python, [script, mode, Path.Combine(home, "server.pem"), Path.Combine(home, "key.pem"), .. refused])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var started = new MailServer(home, server);
        try
        {
            await started.ListenAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next message that it took.</summary>
    public async Task<JsonElement> NextAsync() =>
        JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).RootElement;

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Waits until it tells its port; fails with its exit code and what it said where it does not.</summary>
    private async Task ListenAsync()
    {
        var said = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            Port = port;
            return;
        }

        if (said is not null)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Fail($"the mail server did not come up (exit code {process.ExitCode}): {said}{await errors}");
    }

    private static void WriteCertificates(string home)
    {
        var now = new ManualClock().GetUtcNow();
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=mail root", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var signer = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(signer, now.AddDays(-1), now.AddDays(1), [1]);
        File.WriteAllText(Path.Combine(home, "root.pem"), signer.ExportCertificatePem());
        File.WriteAllText(Path.Combine(home, "server.pem"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(home, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
