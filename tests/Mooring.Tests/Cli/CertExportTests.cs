using System.Text.Json;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Tests.Cli;

/// <summary><c>cert export</c>, on a state with certificates in it.</summary>
public sealed class CertExportTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-export-").FullName;
    private readonly TestAuthority authority = new(Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Writes_the_files_of_every_kind_of_key()
    {
        await ConfigureAsync("");
        await IssueAsync(CertificateKeyKind.EcdsaP256);
        await IssueAsync(CertificateKeyKind.Rsa2048);

        var all = await RunAsync("cert", "export", "example", "--to", "tls");
        var one = await RunAsync("cert", "export", "example", "--to", "one", "--key", "rsa-2048", "--layout", "combined");

        Assert.True(all.Code == 0, all.Error);
        Assert.Equal(
            ["example-ecdsa.cert.pem", "example-ecdsa.chain.pem", "example-ecdsa.fullchain.pem", "example-ecdsa.privkey.pem", "example-rsa.cert.pem", "example-rsa.chain.pem", "example-rsa.fullchain.pem", "example-rsa.privkey.pem"],
            FilesIn("tls"));
        Assert.Contains($"example: wrote {Path.Combine(directory, "tls", "example-rsa.privkey.pem")}\n", all.Output, StringComparison.Ordinal);
        Assert.Equal(0, one.Code);
        Assert.Equal(["example-rsa.pem"], FilesIn("one"));
    }

    [Fact]
    public async Task Writes_an_earlier_version_when_asked()
    {
        await ConfigureAsync("");
        var first = await IssueAsync(CertificateKeyKind.EcdsaP256);
        await IssueAsync(CertificateKeyKind.EcdsaP256);

        var result = await RunAsync("cert", "export", "example", "--to", "tls", "--number", "1", "--key", "ecdsa-p256");

        Assert.Equal(0, result.Code);
        Assert.Equal(first.FullChain, await File.ReadAllTextAsync(Path.Combine(directory, "tls", "example-ecdsa.fullchain.pem"), Cancellation));
    }

    [Fact]
    public async Task Encrypts_a_pfx_with_the_password_of_a_file_and_never_shows_it()
    {
        await ConfigureAsync("");
        await IssueAsync(CertificateKeyKind.Rsa2048);
        await File.WriteAllTextAsync(Path.Combine(directory, "password"), "correct horse\n", Cancellation);

        var result = await RunAsync("cert", "export", "example", "--to", ".", "--layout", "pfx", "--password-file", "password", "--log-level", "trace");

        Assert.Equal(0, result.Code);
        Assert.DoesNotContain("correct horse", result.Output + result.Error, StringComparison.Ordinal);
        using var pair = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(directory, "example-rsa.pfx"), "correct horse");
        Assert.True(pair.HasPrivateKey);
    }

    [Fact]
    public async Task Deploys_as_configured_once_for_each_version()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell's");
        await ConfigureAsync($"""
                - files: {"{"} directory: {directory}/tls, layout: live {"}"}
                - run: ["sh", "-c", "echo $MOORING_FULLCHAIN >> {directory}/ran"]
            """);
        await IssueAsync(CertificateKeyKind.EcdsaP256);

        var first = await RunAsync("cert", "export", "--deploy", "--pending", "--output", "json");
        var second = await RunAsync("cert", "export", "--deploy", "--pending");
        var forced = await RunAsync("cert", "export", "example", "--deploy");

        Assert.Equal((0, 0, 0), (first.Code, second.Code, forced.Code));
        var certificate = Assert.Single(JsonDocument.Parse(first.Output).RootElement.GetProperty("certificates").EnumerateArray());
        Assert.Equal("done files run", $"{certificate.GetProperty("outcome")} {string.Join(' ', certificate.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step")))}");
        Assert.Equal("example: nothing to do\n", second.Output);
        Assert.Equal($"{directory}/tls/example-ecdsa/fullchain.pem\n{directory}/tls/example-ecdsa/fullchain.pem\n", await File.ReadAllTextAsync(Path.Combine(directory, "ran"), Cancellation));
    }

    [Fact]
    public async Task A_step_that_fails_is_told_with_exit_code_1()
    {
        await ConfigureAsync("""    - run: ["/nowhere/reload"]""", timeout: "1s");
        await IssueAsync(CertificateKeyKind.EcdsaP256);

        var result = await RunAsync("cert", "export", "example", "--deploy", "--language", "zh");

        Assert.Equal(1, result.Code);
        Assert.Contains("example：命令 /nowhere/reload：", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NAME", "cert export")]
    [InlineData("--to", "cert export example")]
    [InlineData("--layout", "cert export example --to x --layout der")]
    [InlineData("--key", "cert export example --to x --key ed25519")]
    [InlineData("--number", "cert export example --to x --number 0")]
    [InlineData("--password-file", "cert export example --to x --password-file p")]
    [InlineData("--to", "cert export example --to x --deploy")]
    [InlineData("NAME", "cert export other --deploy")]
    [InlineData("NAME", "cert export other --to x")]
    [InlineData("--key", "cert export example --to x --key rsa-4096")]
    public async Task Wrong_usage_names_the_option(string key, string commandLine)
    {
        await ConfigureAsync("");

        var result = await RunAsync([.. commandLine.Split(' '), "--output", "json"]);

        Assert.Equal(2, result.Code);
        Assert.Equal(key, Assert.Single(JsonDocument.Parse(result.Output).RootElement.GetProperty("errors").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task An_earlier_version_is_put_in_use_again()
    {
        await ConfigureAsync("");
        var first = await IssueAsync(CertificateKeyKind.EcdsaP256);
        await IssueAsync(CertificateKeyKind.EcdsaP256);

        var unsure = await RunAsync("cert", "restore", "example", "1");
        var missing = await RunAsync("cert", "restore", "example", "7", "--key", "ecdsa-p256");
        var restored = await RunAsync("cert", "restore", "example", "1", "--key", "ecdsa-p256");
        await RunAsync("cert", "export", "example", "--to", "tls", "--key", "ecdsa-p256");

        Assert.Equal((2, 1, 0), (unsure.Code, missing.Code, restored.Code));
        Assert.Contains("say which with --key", unsure.Error, StringComparison.Ordinal);
        Assert.Equal("example (ecdsa-p256): version 1 is in use again\n", restored.Output);
        Assert.Equal(first.FullChain, await File.ReadAllTextAsync(Path.Combine(directory, "tls", "example-ecdsa.fullchain.pem"), Cancellation));
    }

    [Fact]
    public async Task A_version_whose_key_is_known_to_others_stays_out_of_use()
    {
        await ConfigureAsync("");
        await IssueAsync(CertificateKeyKind.EcdsaP256);
        await IssueAsync(CertificateKeyKind.EcdsaP256);
        using var store = new DirectoryStateStore(Path.Combine(directory, "state"), TimeProvider.System, _ => { });
        await CertificateState.In(store, "example", CertificateKeyKind.EcdsaP256).ChangeAsync(state => state with { Compromised = 1 }, Cancellation);

        var result = await RunAsync("cert", "restore", "example", "1", "--key", "ecdsa-p256");

        Assert.Equal(1, result.Code);
        Assert.Contains("its key is known to others", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_the_authority_wants_it_renewed_then_is_shown()
    {
        await ConfigureAsync("");
        var first = await IssueAsync(CertificateKeyKind.EcdsaP256);
        await IssueAsync(CertificateKeyKind.Rsa2048);
        using var store = new DirectoryStateStore(Path.Combine(directory, "state"), TimeProvider.System, _ => { });
        await CertificateState.In(store, "example", CertificateKeyKind.EcdsaP256).ChangeAsync(
            state => state with { RenewalOf = first.Version, Renewal = new RenewalChoice(Now, null), Explanation = new Uri("https://ca.example/incident") }, Cancellation);

        Assert.Contains("why then: https://ca.example/incident", (await RunAsync("cert", "show", "example")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_told_with_where_they_are_listed()
    {
        await ConfigureAsync("");
        await IssueAsync(CertificateKeyKind.EcdsaP256);

        var result = await RunAsync("cert", "export", "example", "--to", "tls", "--number", "7");

        Assert.Equal(2, result.Code);
        Assert.Contains("there is no version 7 of example here", result.Error, StringComparison.Ordinal);
        Assert.Contains("`mooring cert show example` lists those that are", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_is_told_with_exit_code_1()
    {
        await ConfigureAsync("");

        var result = await RunAsync("cert", "export", "example", "--to", "tls");

        Assert.Equal(1, result.Code);
        Assert.Contains("`mooring cert issue example` gets one", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(directory, "tls")));
    }

    private string[] FilesIn(string below) => [.. Directory.GetFiles(Path.Combine(directory, below)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private Task<Run.Result> RunAsync(params string[] arguments) =>
        Run.InAsync(Run.Nowhere with { WorkingDirectory = directory }, [.. arguments, "--config", Path.Combine(directory, "mooring.yaml")]);

    private async Task<StoredCertificate> IssueAsync(CertificateKeyKind kind)
    {
        var key = CertificateKeys.Create(kind);
        var chain = authority.Sign(CertificateRequests.Create(key, [DomainName.Parse("example.com")]), Now.AddHours(-1), Now.AddDays(90));
        return await new CertificateStore(Path.Combine(directory, "state"), TimeProvider.System, _ => { }).AddAsync(
            new NewCertificate("example", kind, chain, key, new CertificateOrigin("ca", new Uri("https://127.0.0.1/directory"), Now)), Cancellation);
    }

    private async Task ConfigureAsync(string steps, string? timeout = null)
    {
        var deploy = steps.Length == 0 ? "" : $"    deploy:\n{steps}\n{(timeout is null ? "" : $"      timeout: {timeout}\n")}";
        var file = Path.Combine(directory, "mooring.yaml");
        await File.WriteAllTextAsync(file, $$"""
            accounts:
              home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: example-secret }
            issuers:
              ca: { directory: "https://127.0.0.1/directory", agree-terms: true }
            state: {{directory}}/state
            certificates:
              - name: example
                domains: [example.com]
                account: home
                issuer: ca
                key: [ecdsa-p256, rsa-2048]
            {{deploy}}
            """, Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
