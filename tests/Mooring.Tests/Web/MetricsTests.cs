using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Net;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Rounds;
using Mooring.Testing;
using Mooring.Web.Metering;

namespace Mooring.Tests.Web;

public sealed class MetricsTests
{
    [Fact]
    public void A_counter_adds_up_and_a_label_is_escaped()
    {
        using var meter = new Meter("test");
        using var text = new PrometheusText(meter);
        var counter = meter.CreateCounter<long>("things_total", description: "Things\nseen.");
        counter.Add(2, new KeyValuePair<string, object?>("name", "a\"b\\c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("name", "a\"b\\c\nd"));

        Assert.Equal("# HELP things_total Things\\nseen.\n# TYPE things_total counter\nthings_total{name=\"a\\\"b\\\\c\\nd\"} 5\n", text.Render());
    }

    [Fact]
    public void Rounds_changes_calls_offsets_and_addresses_are_told_as_they_stand()
    {
        var time = new ManualClock();
        using var metrics = new DaemonMetrics(time);

        metrics.Count(Report(ChangeOutcome.Applied, known: true, TimeSpan.FromSeconds(-1.5)), [], new Dictionary<string, int>(StringComparer.Ordinal) { ["ipv4"] = 2 });
        time.Advance(TimeSpan.FromMinutes(5));
        AccountCalls[] accounts = [new("alidns", "home", new ApiCallCounter()), new("alidns", "other", new ApiCallCounter())];
        metrics.Count(Report(ChangeOutcome.Failed, known: false, TimeSpan.FromSeconds(2)) with { Resting = ["home"] }, accounts, new Dictionary<string, int>(StringComparer.Ordinal));
        metrics.CountAborted();
        var lines = metrics.Text.Render().Split('\n');

        var start = time.GetUtcNow().ToUnixTimeSeconds() - 300;
        Assert.All(
            [
                "mooring_rounds_total{result=\"done\"} 1", "mooring_rounds_total{result=\"partial\"} 1", "mooring_rounds_total{result=\"aborted\"} 1",
                "mooring_changes_total{action=\"update\",outcome=\"applied\"} 1", "mooring_changes_total{action=\"update\",outcome=\"failed\"} 1",
                "mooring_api_calls_total{provider=\"alidns\",account=\"home\"} 0",
                "mooring_clock_offset_seconds{peer=\"alidns\"} 2", "mooring_address_known{source=\"wan4\",family=\"ipv4\"} 0",
                "mooring_account_resting{account=\"home\"} 1", "mooring_account_resting{account=\"other\"} 0",
                $"mooring_last_success_timestamp_seconds {start}", $"mooring_last_round_timestamp_seconds {start + 300}",
            ],
            line => Assert.Contains(line, lines));
        Assert.DoesNotContain(lines, line => line.StartsWith("mooring_probes_resting", StringComparison.Ordinal) || line.Contains("tencent", StringComparison.Ordinal));
    }

    private static RoundReport Report(ChangeOutcome outcome, bool known, TimeSpan offset)
    {
        var change = new Change
        {
            Name = DomainName.Parse("nas.example.com"), Type = RecordType.A, Line = "default", Account = "home", Action = ChangeAction.Update, Outcome = outcome,
        };
        var answer = known ? SourceAnswer.Found(IPAddress.Parse("203.0.113.1")) : SourceAnswer.Unknown(Text.Same("silence"));
        var offsets = ImmutableSortedDictionary<string, TimeSpan?>.Empty.Add("alidns", offset).Add("tencent", null);
        return new RoundReport(new RoundOutcome([change], [], NothingRead: false), [new NamedAnswer("wan4", IpFamily.IPv4, answer)], 1, offsets, null);
    }
}
