using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Recipes;

/// <summary>docs/recipes/nginx-a-plus.md: its settings, word for word but for paths and ports, in Debian's nginx, judged by openssl.</summary>
public sealed partial class NginxRecipeTests : IAsyncDisposable
{
    private static readonly PeerProgram Nginx = new("nginx", "nginx");
    private static readonly PeerProgram OpenSsl = new("openssl", "openssl");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-nginx-").FullName;
    private readonly TestAuthority authority = new(Now);
    private System.Diagnostics.Process? server;
    private int plain;
    private int secure;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
            server.Dispose();
        }

        authority.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("docs/recipes/nginx-a-plus.md")]
    [InlineData("docs/recipes/nginx-a-plus.zh-CN.md")]
    public async Task Serves_both_chains_and_only_todays_tls_and_sends_everybody_there(string recipe)
    {
        await StartAsync(recipe);

        // Clients that know one kind of key each get its whole chain
        var ecdsa = await ConnectAsync("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256");
        var rsa = await ConnectAsync("-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256");
        var newer = await ConnectAsync("-tls1_3");
        var newerRsa = await ConnectAsync("-tls1_3", "-sigalgs", "rsa_pss_rsae_sha256");
        Assert.All([ecdsa, rsa, newer, newerRsa], client =>
        {
            Assert.Contains("Verify return code: 0 (ok)", client.Output, StringComparison.Ordinal);
            Assert.Equal(2, Certificates().Count(client.Output));
        });
        Assert.Equal("256 2048 256 2048", string.Join(' ', new[] { ecdsa, rsa, newer, newerRsa }.Select(client => PublicKey().Match(client.Output).Groups["bits"].Value)));

        // Older TLS is refused by the server
        Assert.All(
            [await ConnectAsync("-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"), await ConnectAsync("-tls1", "-cipher", "DEFAULT@SECLEVEL=0")],
            client => Assert.Contains("alert protocol version", client.Error, StringComparison.Ordinal));

        // HSTS for at least half a year, and a redirect from plain HTTP
        using var secured = await AskAsync($"https://example.com:{secure}/");
        Assert.Equal("max-age=63072000; includeSubDomains", Assert.Single(secured.Headers.GetValues("Strict-Transport-Security")));
        using var redirected = await AskAsync($"http://www.example.com:{plain}/a?b=c");
        Assert.Equal((HttpStatusCode.MovedPermanently, "https://www.example.com/a?b=c"), (redirected.StatusCode, redirected.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_after_its_deployment()
    {
        await StartAsync("docs/recipes/nginx-a-plus.md");

        var renewed = await IssueAsync(CertificateKeyKind.EcdsaP256);
        await DeployAsync();

        // nginx changes its workers after the command has ended
        string served;
        do
        {
            Cancellation.ThrowIfCancellationRequested();
            served = (await ConnectAsync("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256")).Output;
        }
        while (!served.Contains(renewed.Chain[0].Trim(), StringComparison.Ordinal));
    }

    private async Task StartAsync(string recipe)
    {
        Assert.SkipUnless(await Nginx.RunAsync(["-v"], Cancellation) is not null || PeerProgram.MustBeThere, Nginx.Missing);
        Assert.SkipUnless(await OpenSsl.RunAsync(["version"], Cancellation) is not null || PeerProgram.MustBeThere, OpenSsl.Missing);
        await File.WriteAllTextAsync(Path.Combine(directory, "root.pem"), authority.RootPem, Cancellation);
        await IssueAsync(CertificateKeyKind.EcdsaP256);
        await IssueAsync(CertificateKeyKind.Rsa2048);
        for (var attempt = 0; server is null; attempt++)
        {
            (plain, secure) = (FreePort(), FreePort());
            await ConfigureAsync(recipe);
            if (attempt == 0)
            {
                await DeployAsync();
            }

            await TryStartAsync(isLast: attempt == 4);
        }
    }

    /// <summary>Starts it, unless somebody else took one of the ports meanwhile.</summary>
    private async Task TryStartAsync(bool isLast)
    {
        var started = MooringProgram.StartOther(directory, ["nginx", .. Arguments, "-g", "daemon off;"]);
        while (!await AnswersAsync())
        {
            Cancellation.ThrowIfCancellationRequested();
            if (started.HasExited)
            {
                Assert.False(isLast, await started.StandardError.ReadToEndAsync(Cancellation));
                started.Dispose();
                return;
            }
        }

        server = started;
    }

    private string[] Arguments => ["-p", directory, "-e", "stderr", "-c", Path.Combine(directory, "nginx.conf")];

    /// <summary>The recipe's own lines, with this test's paths and ports, on loopback alone.</summary>
    private async Task ConfigureAsync(string recipe)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, recipe), Cancellation);
        var lines = Block().Match(page).Groups["lines"].Value
            .Replace("[::]:443", $"[::1]:{secure}", StringComparison.Ordinal).Replace(" 443 ", $" 127.0.0.1:{secure} ", StringComparison.Ordinal)
            .Replace("[::]:80", $"[::1]:{plain}", StringComparison.Ordinal).Replace(" 80;", $" 127.0.0.1:{plain};", StringComparison.Ordinal)
            .Replace("/etc/nginx/tls", Path.Combine(directory, "tls"), StringComparison.Ordinal).Replace("/var/www/html", directory, StringComparison.Ordinal);
        if (!Socket.OSSupportsIPv6)
        {
            lines = string.Join('\n', lines.Split('\n').Where(line => !line.Contains("[::1]", StringComparison.Ordinal)));
        }

        Assert.Contains(Path.Combine(directory, "tls", "example-rsa.privkey.pem"), lines, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/", lines, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(directory, "nginx.conf"), $$"""
            pid {{directory}}/nginx.pid;
            error_log stderr;
            events {}
            http {
            access_log off;
            {{string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(temporary => $"{temporary}_temp_path {directory}/temporary;\n"))}}
            {{lines}}
            }
            """, Cancellation);
    }

    private async Task DeployAsync()
    {
        var file = Path.Combine(directory, "mooring.yaml");
        await File.WriteAllTextAsync(file, $$"""
            accounts:
              home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: example-secret }
            issuers:
              ca: { directory: "https://127.0.0.1/directory", agree-terms: true }
            state: {{directory}}/state
            certificates:
              - name: example
                domains: [example.com, "*.example.com"]
                account: home
                issuer: ca
                key: [ecdsa-p256, rsa-2048]
                deploy:
                  - files: { directory: {{directory}}/tls, mode: "0600" }
                  - run: ["sh", "-c", "test ! -e nginx.pid || exec nginx {{string.Join(' ', Arguments)}} -s reload"]
            """, Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var result = await MooringProgram.RunAsync(directory, ["cert", "export", "--deploy", "--pending", "--config", file]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private async Task<StoredCertificate> IssueAsync(CertificateKeyKind kind)
    {
        var key = CertificateKeys.Create(kind);
        var request = CertificateRequests.Create(key, [DomainName.Parse("example.com"), DomainName.Parse("*.example.com")]);
        return await new CertificateStore(Path.Combine(directory, "state"), TimeProvider.System, _ => { }).AddAsync(
            new NewCertificate("example", kind, authority.Sign(request, Now.AddHours(-1), Now.AddDays(90)), key, new CertificateOrigin("ca", new Uri("https://127.0.0.1/directory"), Now)), Cancellation);
    }

    private async Task<ProgramResult> ConnectAsync(params string[] options)
    {
        using var client = MooringProgram.StartOther(directory,
            ["openssl", "s_client", "-connect", $"127.0.0.1:{secure}", "-servername", "www.example.com", "-verify_hostname", "www.example.com", "-CAfile", "root.pem", "-showcerts", .. options]);
        return await MooringProgram.FinishAsync(client);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, secure, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string url)
    {
        using var root = X509Certificate2.CreateFromPem(authority.RootPem);
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        using var client = new HttpClient(handler);
        return await client.GetAsync(new Uri(url), Cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("```nginx\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("-----BEGIN CERTIFICATE-----")]
    private static partial Regex Certificates();

    [GeneratedRegex(@"Server public key is (?<bits>\d+) bit")]
    private static partial Regex PublicKey();
}
