using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.EndToEnd.Tests.Authority;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Issuances killed (SIGKILL) at any instant: nothing is half, nothing stays in DNS, nothing is ordered twice, no certificate is lost.</summary>
public sealed class KilledIssuanceTests
{
    private const int Lanes = 5;
    private const int KillsPerLane = 10;
    private const string Foreign = "_acme-challenge TXT not-ours";

    [Fact]
    public async Task Fifty_kills_at_random_instants_leave_nothing_half_nothing_in_dns_and_no_order_in_vain()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async lane =>
        {
            await using var harbour = await OpenAsync();
            await new Lane(harbour, new Random(seed + lane), $"seed {seed}, lane {lane}").RunAsync();
        }));
    }

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        harbour.World.Authority.Settings = harbour.World.Authority.Settings with { NonceRejection = 0.5 };
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, Foreign)));
        await harbour.ConfigureAsync($$"""
            certificates:
              - { name: example, domains: [example.com, "*.example.com", www.example.net], account: home, issuer: own, deploy: [ { files: { directory: {{harbour.Directory}}/tls } } ] }
            issuers:
              own: { directory: "{{AcmePeer.Directory(harbour)}}", agree-terms: true, root-certificates: {{harbour.Directory}}/root.pem }
            dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
            """);
        return harbour;
    }

    private sealed class Lane(Harbour harbour, Random random, string name)
    {
        private readonly List<Text> notices = [];
        private int lost;

        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        private int Calls => harbour.World.Calls.Entries.Length + harbour.World.Authority.Calls.Entries.Length;

        private int Orders => harbour.World.Authority.Calls.Entries.Count(call => call is { Resource: "newOrder", Status: 201 });

        private CertificateStore Certificates => new(harbour.State, TimeProvider.System, notices.Add);

        public async Task RunAsync()
        {
            await FinishAsync($"{name}, undisturbed");
            var calls = Calls;
            for (var kill = 1; kill <= KillsPerLane; kill++)
            {
                var told = $"{name}, kill {kill}, {await KillAsync(calls)}";
                await AssertWholeAsync(told);
                if (random.Next(3) > 0 || kill == KillsPerLane)
                {
                    await FinishAsync(told);
                }
            }

            // Every order that could be remembered became one certificate, and each of those is kept: none twice, none in vain
            Assert.Equal(Orders - lost, harbour.World.Authority.Certificates.All.Count);
            Assert.Equal(Orders - lost, (await InUseAsync())!.Version);
        }

        /// <summary>Kills a run after so many calls and a moment more; at the very start only a moment after it was started.</summary>
        private async Task<string> KillAsync(int calls)
        {
            var (after, moment) = (random.Next(calls + 3), TimeSpan.FromMilliseconds(random.NextDouble() * 20));
            var (orders, begun) = (Orders, Calls);
            var (pending, version) = (await PendingAsync(), (await InUseAsync())?.Version);
            using var process = MooringProgram.Start(harbour.Directory, ["cert", "issue"]);
            var finished = MooringProgram.FinishAsync(process);
            if (after == 0)
            {
                moment *= 20;
            }
            else
            {
                while (!finished.IsCompleted && Calls < begun + after)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancellation);
                }
            }

            await Task.Delay(moment, TimeProvider.System, Cancellation);
            process.Kill();
            await finished;

            var told = $"{moment.TotalMilliseconds:0} ms after call {after}";
            Assert.True(Orders - orders <= (pending ? 0 : 1), $"{name}, {told}: ordered again");

            // The authority's answer and our note of it are two instants, between which nobody can know of the order.
            lost += Orders - orders == 1 && !await PendingAsync() && (await InUseAsync())?.Version == version ? 1 : 0;
            return told;
        }

        private async Task FinishAsync(string told)
        {
            var (orders, pending) = (Orders, await PendingAsync());

            var result = await harbour.RunAsync("cert", "issue", "--output", "json");

            Assert.True(result.ExitCode == 0, $"{told}: {result}");
            Assert.True(result.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean(), $"{told}: {result}");
            Assert.Equal(pending ? 0 : 1, Orders - orders);
            Assert.Equal([Foreign], await harbour.RecordsAsync("example.com"));
            Assert.Empty(await harbour.RecordsAsync("example.net"));
            Assert.DoesNotContain(await new ChallengeJournal(Store()).ReadAsync(Cancellation), entry => entry.Published);
            await AssertWholeAsync(told);
            var inUse = (await InUseAsync())!;
            Assert.Equal(inUse.FullChain, await File.ReadAllTextAsync(Deployed("fullchain"), Cancellation));
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(harbour.Directory, "tls"), "*.tmp", SearchOption.AllDirectories));
        }

        /// <summary>What is in use is whole, and so is what is deployed: a chain with its key, whichever.</summary>
        private async Task AssertWholeAsync(string told)
        {
            if (await InUseAsync() is { } inUse)
            {
                Assert.True(CertificateCheck.Judge(inUse.Chain, CertificateKeys.PublicOf(inUse.Key!), inUse.Domains, TimeProvider.System.GetUtcNow()) is null, told);
            }

            Assert.True(notices.Count == 0, $"{told}: {string.Join("; ", notices)}");
            if (File.Exists(Deployed("privkey")) && File.Exists(Deployed("fullchain")))
            {
                using var pair = X509Certificate2.CreateFromPemFile(Deployed("fullchain"), Deployed("privkey"));
                Assert.True(pair.HasPrivateKey, told);
            }
        }

        private string Deployed(string role) => Path.Combine(harbour.Directory, "tls", $"example.{role}.pem");

        private Task<StoredCertificate?> InUseAsync() => Certificates.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation);

        private DirectoryStateStore Store() => new(harbour.State, TimeProvider.System, notices.Add);

        /// <summary>Whether an order is remembered that no certificate has come of yet.</summary>
        private async Task<bool> PendingAsync() =>
            (await CertificateState.In(Store(), "example", CertificateKeyKind.EcdsaP256).ReadAsync(Cancellation)).Order is { } order
            && !((await InUseAsync())?.Origin.Issued >= order.Placed);
    }
}
