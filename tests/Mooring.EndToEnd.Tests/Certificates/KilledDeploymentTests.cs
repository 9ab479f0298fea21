using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Deployments killed (SIGKILL) at any instant: each file is an old one or a new one, and after the next run a key lies beside its chain alone.</summary>
public sealed class KilledDeploymentTests : IDisposable
{
    private const int Kills = 30;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly CertificateKeyKind[] Pair = [CertificateKeyKind.EcdsaP256, CertificateKeyKind.Rsa2048];

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-deploy-").FullName;
    private readonly TestAuthority authority = new(Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(directory, "tls");

    private CertificateStore Store => new(Path.Combine(directory, "state"), TimeProvider.System, notice => Assert.Fail(notice.English));

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Thirty_kills_at_random_instants_of_a_deployment_leave_no_half_file_and_no_key_beside_another_chain()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var versions = await PrepareAsync();
        var known = versions.SelectMany(Contents).ToHashSet(StringComparer.Ordinal);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var told = $"seed {seed}, kill {kill}";
            foreach (var kind in Pair)
            {
                await Store.RestoreAsync("example", kind, 1 + (kill % 2), Cancellation);
            }

            await KillAsync(random);

            Assert.All(Files("*.pem"), file => Assert.True(known.Contains(File.ReadAllText(file)), $"{told}: {file} is half"));
            Assert.All(Files("*.pfx"), file => X509CertificateLoader.LoadPkcs12FromFile(file, null).Dispose());

            if (random.Next(3) > 0 && kill < Kills)
            {
                continue;
            }

            await DeployAsync();
            Assert.All(Pair, kind => AssertInUse(versions.Single(one => one.Kind == kind && one.Version == 1 + (kill % 2)), told));
            Assert.Empty(Files("*.tmp", all: true));
        }
    }

    /// <summary>Two versions of a certificate with two kinds of key, and where they go.</summary>
    private async Task<StoredCertificate[]> PrepareAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "mooring.yaml"), $$"""
            accounts: { home: { provider: alidns, access-key-id: id, access-key-secret: secret } }
            certificates:
              - name: example
                domains: [example.com]
                account: home
                issuer: own
                key: [ecdsa-p256, rsa-2048]
                deploy:
                  - files: { directory: {{Target}} }
                  - files: { directory: {{Target}}, layout: live }
                  - files: { directory: {{Target}}, layout: combined }
                  - files: { directory: {{Target}}, layout: pfx }
            issuers: { own: { directory: "https://127.0.0.1:1/directory", agree-terms: true } }
            state: {{directory}}/state
            """, Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(directory, "mooring.yaml"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var kept = new List<StoredCertificate>();
        foreach (var kind in Pair.Concat(Pair))
        {
            var key = CertificateKeys.Create(kind);
            var chain = authority.Sign(CertificateRequests.Create(key, [DomainName.Parse("example.com")]), Now.AddHours(-1), Now.AddDays(90));
            kept.Add(await Store.AddAsync(new NewCertificate("example", kind, chain, key, new CertificateOrigin("own", new Uri("https://127.0.0.1:1/directory"), Now)), Cancellation));
        }

        return [.. kept];
    }

    /// <summary>Kills a deployment a moment after its first change.</summary>
    private async Task KillAsync(Random random)
    {
        Directory.CreateDirectory(Target);
        var moment = TimeSpan.FromMilliseconds(random.NextDouble() * 40);
        using var begun = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Target) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => begun.Release();
        watcher.EnableRaisingEvents = true;
        using var process = MooringProgram.Start(directory, ["cert", "export", "example", "--deploy"]);
        var finished = MooringProgram.FinishAsync(process);
        await Task.WhenAny(finished, begun.WaitAsync(Cancellation));
        await Task.WhenAny(finished, Task.Delay(moment, TimeProvider.System, Cancellation));
        process.Kill();
        await finished;
    }

    private async Task DeployAsync()
    {
        var result = await MooringProgram.RunAsync(directory, ["cert", "export", "example", "--deploy"]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>What stands under names that people configure; and, where all are asked for, what lies beneath them.</summary>
    private string[] Files(string pattern, bool all = false) =>
        [.. Directory.GetFileSystemEntries(Target, pattern, SearchOption.AllDirectories).Where(file => all || !IsHidden(file))];

    /// <summary>Sets that are not in use yet, of the layout `live` below the certificate's own directory, may be half.</summary>
    private bool IsHidden(string file) => Path.GetRelativePath(Target, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'));

    private void AssertInUse(StoredCertificate certificate, string told)
    {
        var name = $"example-{certificate.Kind.Family()}";
        foreach (var (before, separator) in new[] { (name, '.'), (name, Path.DirectorySeparatorChar) })
        {
            Assert.True(File.ReadAllText(Path.Combine(Target, $"{before}{separator}fullchain.pem")) == certificate.FullChain, $"{told}: {before}{separator}fullchain.pem");
            Assert.True(File.ReadAllText(Path.Combine(Target, $"{before}{separator}privkey.pem")) == certificate.Key!.Reveal(), $"{told}: {before}{separator}privkey.pem");
        }

        Assert.True(File.ReadAllText(Path.Combine(Target, $"{name}.pem")) == certificate.FullChain + certificate.Key!.Reveal(), $"{told}: {name}.pem");
        using var pfx = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(Target, $"{name}.pfx"), null);
        Assert.Equal(certificate.Serial, pfx.SerialNumber);
    }

    private static IEnumerable<string> Contents(StoredCertificate one) =>
        [one.FullChain, one.Key!.Reveal(), one.Chain[0], string.Concat(one.Chain.Skip(1)), one.FullChain + one.Key.Reveal()];
}
