using System.Globalization;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Tests.Store;

namespace Mooring.Engine.Tests.Issuing;

/// <summary>Real processes, killed while they keep certificates.</summary>
public sealed class KilledAdderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_half_written_certificate_is_ever_seen_and_none_that_was_safe_is_lost()
    {
        using var directory = new TemporaryDirectory();
        var notices = new List<Text>();
        var store = new CertificateStore(directory.Path, TimeProvider.System, notices.Add);
        var random = new Random(11);
        var safe = 0;

        for (var round = 0; round < 12; round++)
        {
            // Given a process that keeps one certificate after another, two of three times beside another one
            using var first = CertificateAdder.Start(directory.Path);
            using var second = round % 3 == 0 ? null : CertificateAdder.Start(directory.Path);

            // When it is killed in the middle of one, while this process reads
            for (var most = random.Next(1, 12); most > 0 && await first.StandardOutput.ReadLineAsync(Cancellation) is { } line; most--)
            {
                safe = int.Parse(line, CultureInfo.InvariantCulture);
                await SeeAsync(store, safe);
            }

            first.Kill();
            second?.Kill();
            await first.WaitForExitAsync(Cancellation);
            await (second?.WaitForExitAsync(Cancellation) ?? Task.CompletedTask);

            // Then what is in use is whole, and no older than what was safe
            safe = await SeeAsync(store, safe);
        }

        Assert.Empty(notices);
    }

    private static async Task<int> SeeAsync(CertificateStore store, int safe)
    {
        var found = await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation);
        Assert.NotNull(found);
        Assert.True(found.Version >= safe, $"version {found.Version} is in use, and {safe} was safe");
        Assert.Null(CertificateCheck.Judge(found.Chain, CertificateKeys.PublicOf(found.Key!), Sample.Domains, Sample.Now));
        return found.Version;
    }
}
