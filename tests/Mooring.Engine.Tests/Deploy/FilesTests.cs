using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Tests.Issuing;
using Mooring.Engine.Tests.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Deploy;

/// <summary>The step <c>files</c>, as the programs that read the files meet it.</summary>
public sealed class FilesTests : IDisposable
{
    private static readonly CertificateKeyKind[] Pair = [CertificateKeyKind.EcdsaP256, CertificateKeyKind.Rsa2048];

    private readonly TemporaryDirectory place = new();
    private readonly TestAuthority authority = new(Sample.Now);
    private readonly Deployer deployer = new(new ProcessRunner(TimeProvider.System), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Target => place.Below("tls");

    public void Dispose()
    {
        authority.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Writes_what_web_servers_take_with_the_key_for_the_owner_alone()
    {
        var certificate = await IssueAsync();

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Flat), certificate);

        Assert.True(report.Succeeded, report.Error?.English);
        Assert.Equal(
            ["example.privkey.pem", "example.fullchain.pem", "example.cert.pem", "example.chain.pem"],
            Assert.Single(report.Steps).Files.Select(file => Path.GetRelativePath(Target, file)));
        Assert.Equal(certificate.Key!.Reveal(), Read("example.privkey.pem"));
        Assert.Equal(certificate.FullChain, Read("example.fullchain.pem"));
        Assert.Equal(certificate.FullChain, Read("example.cert.pem") + Read("example.chain.pem"));
        Assert.Equal("0600 0644 0644 0644", Modes("example.privkey.pem", "example.fullchain.pem", "example.cert.pem", "example.chain.pem"));
    }

    [Fact]
    public async Task Lies_as_certbots_live_directory_does_and_takes_the_place_of_its_links()
    {
        // Given what certbot left
        Directory.CreateDirectory(Path.Combine(Target, "example"));
        await File.WriteAllTextAsync(place.Below("privkey1.pem"), "certbot's", Cancellation);
        File.CreateSymbolicLink(Path.Combine(Target, "example", "privkey.pem"), "../../privkey1.pem");
        var certificate = await IssueAsync();

        await DeployAsync(new DeployStep.Files(Target, FileLayout.Live), certificate);

        Assert.Equal(certificate.Key!.Reveal(), Read("example/privkey.pem"));
        Assert.Equal(certificate.FullChain, Read("example/fullchain.pem"));
        Assert.Equal("certbot's", await File.ReadAllTextAsync(place.Below("privkey1.pem"), Cancellation));
    }

    [Theory]
    [InlineData(FileLayout.Flat, "example-ecdsa.privkey.pem", "example-rsa.privkey.pem")]
    [InlineData(FileLayout.Live, "example-ecdsa/privkey.pem", "example-rsa/privkey.pem")]
    public async Task A_pair_bears_the_algorithms(FileLayout layout, string ecdsa, string rsa)
    {
        var (first, second) = (await IssueAsync(), await IssueAsync(CertificateKeyKind.Rsa2048));

        await deployer.DeployAsync(new DeploySpec("example", Pair, [new DeployStep.Files(Target, layout)]), [first, second], Cancellation);

        Assert.Equal(first.Key!.Reveal(), Read(ecdsa));
        Assert.Equal(second.Key!.Reveal(), Read(rsa));
    }

    [Fact]
    public async Task A_combined_file_holds_chain_and_key_and_nobody_else_reads_it()
    {
        var certificate = await IssueAsync();
        var step = new DeployStep.Files(Target, FileLayout.Combined) { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead };

        await DeployAsync(step, certificate);

        using var pair = X509Certificate2.CreateFromPemFile(Path.Combine(Target, "example.pem"));
        Assert.True(pair.HasPrivateKey);
        Assert.Equal("0640", Modes("example.pem"));
    }

    [Fact]
    public async Task A_pfx_opens_with_its_password_alone()
    {
        var certificate = await IssueAsync(CertificateKeyKind.Rsa2048);

        await DeployAsync(new DeployStep.Files(Target, FileLayout.Pfx) { Password = new Secret("correct horse") }, certificate);

        using var pair = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(Target, "example.pfx"), "correct horse");
        Assert.Equal(certificate.Serial, pair.SerialNumber);
        Assert.True(pair.HasPrivateKey);
        Assert.Throws<System.Security.Cryptography.CryptographicException>(
            () => X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(Target, "example.pfx"), "wrong"));
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_sets_leads_nowhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "on Windows each file is replaced by itself");

        // Given somebody who may write in the directory, and wants another one emptied
        var other = Directory.CreateDirectory(place.Below("other/precious")).FullName;
        Directory.CreateDirectory(Target);
        File.CreateSymbolicLink(Path.Combine(Target, ".example"), place.Below("other"));

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Flat), await IssueAsync());

        Assert.Contains("is a symbolic link", report.Error?.English, StringComparison.Ordinal);
        Assert.True(Directory.Exists(other));
        Assert.Single(Directory.GetFileSystemEntries(place.Below("other")));
    }

    [Fact]
    public async Task Root_writes_no_sets_into_a_directory_that_somebody_else_could_move_away()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives directories away");
        Directory.CreateDirectory(Path.Combine(Target, ".example"));
        await new PeerProgram("chown", "coreutils").RunAsync(["nobody", Path.Combine(Target, ".example")], Cancellation);

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Flat), await IssueAsync());

        Assert.Contains("belongs to another user", report.Error?.English, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Target, ".example")));
    }

    [Fact]
    public async Task Root_follows_no_link_of_somebody_else_in_the_place_of_a_live_directory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives links away");
        Directory.CreateDirectory(Target);
        Directory.CreateDirectory(place.Below("other"));
        File.CreateSymbolicLink(Path.Combine(Target, "example"), place.Below("other"));
        await new PeerProgram("chown", "coreutils").RunAsync(["--no-dereference", "nobody", Path.Combine(Target, "example")], Cancellation);

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Live), await IssueAsync());

        Assert.Contains("is a symbolic link", report.Error?.English, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(place.Below("other")));
    }

    [Fact]
    public async Task What_a_killed_run_left_half_written_goes_with_the_next()
    {
        Directory.CreateDirectory(Target);
        var (left, foreign) = (Path.Combine(Target, ".example.pem.0123456789abcdef.tmp"), Path.Combine(Target, ".other.pem.0123456789abcdef.tmp"));
        await File.WriteAllTextAsync(left, "-----BEGIN PRIV", Cancellation);
        await File.WriteAllTextAsync(foreign, "", Cancellation);

        await DeployAsync(new DeployStep.Files(Target, FileLayout.Combined), await IssueAsync());

        Assert.Equal([foreign], Directory.GetFiles(Target, "*.tmp"));
    }

    [Fact]
    public async Task A_reader_never_meets_a_key_beside_another_certificate_through_one_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "on Windows each file is replaced by itself");
        var step = new DeployStep.Files(Target, FileLayout.Flat);
        await DeployAsync(step, await IssueAsync());

        for (var i = 0; i < 3; i++)
        {
            // Given a reader that has found out where the files lie
            var set = Path.Combine(Target, ".example", new FileInfo(Path.Combine(Target, ".example", "current")).LinkTarget!);
            var before = await File.ReadAllTextAsync(Path.Combine(set, "example.privkey.pem"), Cancellation);

            // When a newer certificate comes
            await DeployAsync(step, await IssueAsync());

            // Then what it found is still one pair, and no set before that one is left
            Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(set, "example.privkey.pem"), Cancellation));
            using var pair = X509Certificate2.CreateFromPemFile(Path.Combine(set, "example.cert.pem"), Path.Combine(set, "example.privkey.pem"));
            Assert.Equal(2, Directory.GetDirectories(Path.Combine(Target, ".example")).Count(path => new FileInfo(path).LinkTarget is null));
        }

        Assert.DoesNotContain(Directory.GetFiles(Target), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gives_the_files_to_the_owner_that_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives files away");
        var certificate = await IssueAsync();

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Combined) { Owner = "nobody", Group = "0" }, certificate);

        Assert.True(report.Succeeded, report.Error?.English);
        var stat = await new PeerProgram("stat", "coreutils").RunAsync(["-c", "%U %g %a", Path.Combine(Target, "example.pem")], Cancellation);
        Assert.Equal("nobody 0 600\n", stat!.Output);
    }

    [Theory]
    [InlineData("nobody-of-that-name", null, "no user 'nobody-of-that-name'", "没有名为“nobody-of-that-name”的用户")]
    [InlineData(null, "no-such-group", "no group 'no-such-group'", "没有名为“no-such-group”的用户组")]
    public async Task Names_an_owner_that_does_not_exist_and_goes_no_further(string? owner, string? group, string english, string chinese)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no owners to be named here");
        var certificate = await IssueAsync();
        DeployStep[] steps = [new DeployStep.Files(Target, FileLayout.Flat) { Owner = owner, Group = group }, new DeployStep.Run(["true"])];

        var report = await DeployAsync(steps, certificate);

        Assert.Contains(english, report.Error?.English, StringComparison.Ordinal);
        Assert.Contains(chinese, report.Error?.Chinese, StringComparison.Ordinal);
        Assert.Single(report.Steps);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Says_what_to_do_where_a_file_stands_in_the_way()
    {
        await File.WriteAllTextAsync(Target, "", Cancellation);

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Flat), await IssueAsync());

        Assert.Contains($"{Target} could not be written", report.Error?.English, StringComparison.Ordinal);
        Assert.False(report.NeedsRights);
    }

    [Fact]
    public async Task Names_what_stands_in_the_way_by_where_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "on Windows each file is replaced by itself");
        Directory.CreateDirectory(Path.Combine(Target, ".example", "current"));

        var report = await DeployAsync(new DeployStep.Files(Target, FileLayout.Flat), await IssueAsync());

        Assert.Contains($"'{Target}/.example/current'", report.Error?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("/proc/", report.Error?.English, StringComparison.Ordinal);
    }

    private Task<DeployReport> DeployAsync(DeployStep step, StoredCertificate certificate) => DeployAsync([step], certificate);

    private Task<DeployReport> DeployAsync(DeployStep[] steps, StoredCertificate certificate) =>
        deployer.DeployAsync(new DeploySpec("example", [certificate.Kind], steps), [certificate], Cancellation);

    private Task<StoredCertificate> IssueAsync(CertificateKeyKind kind = CertificateKeyKind.EcdsaP256) =>
        new CertificateStore(place.Below("state"), TimeProvider.System, _ => { }).AddAsync(Sample.Issue(authority, kind: kind), Cancellation);

    private string Read(string file) => File.ReadAllText(Path.Combine(Target, file));

    private string Modes(params string[] files) => string.Join(' ', files.Select(file => Mode(Path.Combine(Target, file))));

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
}
