using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>What is made of keys and certificates here, read by openssl.</summary>
public sealed class OpenSslTests : IDisposable
{
    private static readonly PeerProgram OpenSsl = new("openssl", "openssl");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DomainName[] Domains = [DomainName.Parse("example.com"), DomainName.Parse("*.例子.example")];

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-openssl-").FullName;
    private readonly TestAuthority authority = new(Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<CertificateKeyKind> Kinds => [.. Enum.GetValues<CertificateKeyKind>()];

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_request_is_signed_by_its_key_and_asks_for_the_names(CertificateKeyKind kind)
    {
        await File.WriteAllBytesAsync(Path.Combine(directory, "request.der"), CertificateRequests.Create(CertificateKeys.Create(kind), Domains), Cancellation);

        var read = await RunAsync("req", "-in", "request.der", "-inform", "DER", "-verify", "-noout", "-text");

        Assert.Contains("verify OK", read.Output + read.Errors, StringComparison.Ordinal);
        Assert.Contains("DNS:example.com, DNS:*.xn--fsqu00a.example", read.Output, StringComparison.Ordinal);
        Assert.Matches(@"Subject: *\n", read.Output);
        Assert.Contains($"({kind.Word().Split('-')[1].TrimStart('p')} bit)", read.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deployed_files_are_a_chain_and_its_key(CertificateKeyKind kind)
    {
        await DeployAsync(kind, FileLayout.Flat);

        var verified = await RunAsync("verify", "-CAfile", "root.pem", "-untrusted", "example.chain.pem", "example.cert.pem");
        var ofKey = await RunAsync("pkey", "-in", "example.privkey.pem", "-pubout");
        var ofLeaf = await RunAsync("x509", "-in", "example.fullchain.pem", "-noout", "-pubkey");

        Assert.Equal("example.cert.pem: OK\n", verified.Output);
        Assert.Equal(ofLeaf.Output, ofKey.Output);
    }

    [Theory]
    [InlineData(CertificateKeyKind.EcdsaP256, null)]
    [InlineData(CertificateKeyKind.Rsa2048, "correct horse")]
    public async Task A_pfx_opens_and_is_encrypted_as_today(CertificateKeyKind kind, string? password)
    {
        await DeployAsync(kind, FileLayout.Pfx, password is null ? null : new Secret(password));

        var read = await RunAsync("pkcs12", "-in", "example.pfx", "-info", "-nodes", "-passin", $"pass:{password}");
        var wrong = await RunAsync("pkcs12", "-in", "example.pfx", "-noout", "-passin", "pass:wrong");

        Assert.Equal(0, read.ExitCode);
        Assert.Contains("MAC: sha256, Iteration 100000", read.Errors, StringComparison.Ordinal);
        Assert.Equal(2, read.Errors.Split("PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256").Length - 1);
        Assert.Equal(2, read.Output.Split("-----BEGIN CERTIFICATE-----").Length - 1);
        Assert.Contains("-----BEGIN PRIVATE KEY-----", read.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, wrong.ExitCode);
    }

    private async Task DeployAsync(CertificateKeyKind kind, FileLayout layout, Secret? password = null)
    {
        var key = CertificateKeys.Create(kind);
        var chain = authority.Sign(CertificateRequests.Create(key, Domains), Now.AddHours(-1), Now.AddDays(90));
        Assert.Null(CertificateCheck.Judge(chain, CertificateKeys.PublicOf(key), Domains, Now));
        await File.WriteAllTextAsync(Path.Combine(directory, "root.pem"), authority.RootPem, Cancellation);
        var kept = await new CertificateStore(Path.Combine(directory, "state"), TimeProvider.System, _ => { }).AddAsync(
            new NewCertificate("example", kind, chain, key, new CertificateOrigin("ca", new Uri("https://127.0.0.1/directory"), Now)), Cancellation);
        var report = await new Deployer(new ProcessRunner(TimeProvider.System), TimeProvider.System).DeployAsync(
            new DeploySpec("example", [kind], [new DeployStep.Files(directory, layout) { Password = password }]), [kept], Cancellation);
        Assert.True(report.Succeeded, report.Error?.English);
    }

    private async Task<PeerOutput> RunAsync(params string[] arguments)
    {
        var output = await OpenSsl.RunAsync(arguments.Select(argument => File.Exists(Path.Combine(directory, argument)) ? Path.Combine(directory, argument) : argument), Cancellation);
        Assert.SkipUnless(output is not null || PeerProgram.MustBeThere, OpenSsl.Missing);
        return output! with { Output = output!.Output.Replace(directory + "/", "", StringComparison.Ordinal) };
    }
}
