using Mooring.EndToEnd.Tests.Harness;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>What many issuances leave behind.</summary>
public sealed class HundredTests
{
    private const string Foreign = "_acme-challenge TXT not-ours";
    private const int Certificates = 20;
    private const int Runs = 5;

    [Fact]
    public async Task A_hundred_issuances_in_a_row_leave_nothing_in_dns_and_nothing_in_the_journal()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        var (harbour, cancellation) = (world.Harbour, TestContext.Current.CancellationToken);
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, Foreign)));
        harbour.Edit("example.net", records => records.Add(harbour.Record(Cloud.Dnspod, Foreign)));
        await world.ConfigureAsync([.. Enumerable.Range(1, Certificates).Select(i => i % 2 == 0
            ? $$"""{ name: c{{i}}, domains: [example.com, "*.example.com"], account: home, issuer: private }"""
            : $$"""{ name: c{{i}}, domains: [example.net, n{{i}}.example.net], account: office, issuer: private }""")]);

        var issued = 0;
        for (var run = 0; run < Runs; run++)
        {
            var result = await harbour.RunAsync("cert", "issue", "--output", "json");
            Assert.True(result.ExitCode == 0, result.ToString());
            issued += result.Json.GetProperty("certificates").EnumerateArray().Count(one => one.GetProperty("issued").GetBoolean());
        }

        Assert.Equal(100, issued);
        Assert.Equal([Foreign], await harbour.RecordsAsync("example.com"));
        Assert.Equal([Foreign], await harbour.RecordsAsync("example.net"));
        using var store = new DirectoryStateStore(harbour.State, TimeProvider.System, notice => Assert.Fail(notice.English));
        Assert.Empty(await new ChallengeJournal(store).ReadAsync(cancellation));
        Assert.All(await store.ListAsync("challenges/", cancellation), key => Assert.DoesNotContain("_acme-challenge", Content(store, key), StringComparison.Ordinal));
        var counted = harbour.Counted();
        Assert.Equal(counted[Cloud.Alidns.Add], counted[Cloud.Alidns.Delete]);
        Assert.Equal(counted[Cloud.Dnspod.Add], counted[Cloud.Dnspod.Delete]);
    }

    private static string Content(DirectoryStateStore store, string key) =>
        System.Text.Encoding.UTF8.GetString(store.ReadAsync(key, TestContext.Current.CancellationToken).GetAwaiter().GetResult()!.Content.Span);
}
