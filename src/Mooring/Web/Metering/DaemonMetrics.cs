using System.Diagnostics.Metrics;
using System.Reflection;
using Mooring.Composition;
using Mooring.Core.Addresses;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Rounds;

namespace Mooring.Web.Metering;

/// <summary>What the daemon measures, as .NET meters; names and labels are those of Prometheus, and no label is a secret.</summary>
internal sealed class DaemonMetrics : IDisposable
{
    private readonly Meter meter = new("Mooring");
    private readonly Counter<long> rounds;
    private readonly Counter<long> changes;
    private readonly Counter<long> calls;
    private readonly Dictionary<(string Provider, string Account), (ApiCallCounter Counter, int Count)> counted = [];
    private readonly TimeProvider time;
    private volatile Seen? seen;
    private volatile IReadOnlyList<CertificateOutcome> certificates = [];
    private DateTimeOffset? succeeded;

    /// <summary>Makes the instruments.</summary>
    public DaemonMetrics(TimeProvider time)
    {
        this.time = time;
        Text = new PrometheusText(meter);
        rounds = meter.CreateCounter<long>("mooring_rounds_total", description: "Rounds that ended, by result: done, partial, failed, or aborted.");
        changes = meter.CreateCounter<long>("mooring_changes_total", description: "Changes to records, by action and outcome.");
        calls = meter.CreateCounter<long>("mooring_api_calls_total", description: "HTTP requests sent to providers, retries included.");
        meter.CreateObservableGauge("mooring_build_info", () => new Measurement<double>(1, Label("version", Version)), description: "The version, as a label.");
        meter.CreateObservableGauge("mooring_clock_offset_seconds", Offsets, description: "The peer's clock minus this machine's.");
        meter.CreateObservableGauge("mooring_address_known", Addresses, description: "1 where the source told an address in the last round, else 0.");
        meter.CreateObservableGauge("mooring_last_success_timestamp_seconds", LastSuccess, description: "When a whole round last ended with everything as wanted, in Unix time.");
        meter.CreateObservableGauge("mooring_last_round_timestamp_seconds", LastRound, description: "When a round last ended, in Unix time.");
        meter.CreateObservableGauge("mooring_probes_resting", Resting, description: "Probes that are left alone for a while because they failed.");
        meter.CreateObservableGauge("mooring_account_resting", RestingAccounts, description: "1 where the account is left alone for a while because it did not serve, else 0.");
        meter.CreateObservableGauge("mooring_certificate_not_after_timestamp_seconds", NotAfter, description: "When the certificate in use runs out, in Unix time.");
        meter.CreateObservableGauge("mooring_certificate_failing", FailingCertificates, description: "1 where the last attempt at the certificate failed, else 0.");
        foreach (var result in new[] { "done", "partial", "failed", "aborted" })
        {
            rounds.Add(0, Label("result", result));
        }
    }

    /// <summary>The instruments as Prometheus reads them.</summary>
    public PrometheusText Text { get; }

    private static string Version { get; } =
        typeof(DaemonMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Counts a round.</summary>
    /// <param name="report">What it has to tell.</param>
    /// <param name="accounts">Who sent how many requests so far.</param>
    /// <param name="resting">By family, how many probes rest.</param>
    public void Count(RoundReport report, IReadOnlyCollection<AccountCalls> accounts, IReadOnlyDictionary<string, int> resting)
    {
        rounds.Add(1, Label("result", report.Outcome.NothingRead ? "failed" : report.Outcome.HasFailures ? "partial" : "done"));
        foreach (var group in report.Outcome.Changes.Where(change => change.Outcome != ChangeOutcome.Unchanged).CountBy(change => (change.Action, change.Outcome)))
        {
            changes.Add(group.Value, Label("action", Word(group.Key.Action.ToString())), Label("outcome", Word(group.Key.Outcome.ToString())));
        }

        Count(accounts);
        var now = time.GetUtcNow();
        succeeded = report is { IsWhole: true, Outcome.HasFailures: false } ? now : succeeded;
        var known = report.Addresses.ToDictionary(answer => answer.Source, answer => (answer.Family, answer.Answer.Value is not null), StringComparer.Ordinal);
        foreach (var (source, before) in report.IsWhole ? [] : seen?.Addresses ?? [])
        {
            known.TryAdd(source, before);
        }

        var left = accounts.ToDictionary(account => account.Account, account => report.Resting.Contains(account.Account, StringComparer.Ordinal), StringComparer.Ordinal);
        seen = new Seen(report.ClockOffsets, known, resting, left, now, succeeded);
    }

    /// <summary>Takes note of how certificates stand.</summary>
    public void Count(IReadOnlyList<CertificateOutcome> outcomes) => certificates = outcomes;

    /// <summary>Counts a round that ended unexpectedly.</summary>
    public void CountAborted() => rounds.Add(1, Label("result", "aborted"));

    /// <inheritdoc />
    public void Dispose()
    {
        Text.Dispose();
        meter.Dispose();
    }

    private void Count(IEnumerable<AccountCalls> accounts)
    {
        foreach (var (provider, account, counter) in accounts)
        {
            var before = counted.TryGetValue((provider, account), out var last) && ReferenceEquals(last.Counter, counter) ? last.Count : 0;
            counted[(provider, account)] = (counter, counter.Count);
            calls.Add(counted[(provider, account)].Count - before, Label("provider", provider), Label("account", account));
        }
    }

    private IEnumerable<Measurement<double>> Offsets() => (seen?.Offsets ?? new Dictionary<string, TimeSpan?>(StringComparer.Ordinal))
        .Where(offset => offset.Value is not null).Select(offset => new Measurement<double>(offset.Value!.Value.TotalSeconds, Label("peer", offset.Key)));

    private IEnumerable<Measurement<long>> Addresses() => (seen?.Addresses ?? [])
        .Select(address => new Measurement<long>(address.Value.Known ? 1 : 0, Label("source", address.Key), Label("family", address.Value.Family.Word())));

    private IEnumerable<Measurement<double>> LastSuccess() => Moment(seen?.Succeeded);

    private IEnumerable<Measurement<double>> LastRound() => Moment(seen?.At);

    private IEnumerable<Measurement<long>> Resting() =>
        (seen?.Resting ?? new Dictionary<string, int>(StringComparer.Ordinal)).Select(family => new Measurement<long>(family.Value, Label("family", family.Key)));

    private IEnumerable<Measurement<long>> RestingAccounts() =>
        (seen?.Accounts ?? new Dictionary<string, bool>(StringComparer.Ordinal)).Select(account => new Measurement<long>(account.Value ? 1 : 0, Label("account", account.Key)));

    private IEnumerable<Measurement<double>> NotAfter() => certificates.Where(outcome => outcome.Certificate is not null)
        .Select(outcome => new Measurement<double>(outcome.Certificate!.Validity.NotAfter.ToUnixTimeSeconds(), Labels(outcome)));

    private IEnumerable<Measurement<long>> FailingCertificates() =>
        certificates.Select(outcome => new Measurement<long>(outcome.Error is null ? 0 : 1, Labels(outcome)));

    private static KeyValuePair<string, object?>[] Labels(CertificateOutcome outcome) => [Label("name", outcome.Wish.Name), Label("key", outcome.Wish.Kind.Word())];

    private static IEnumerable<Measurement<double>> Moment(DateTimeOffset? at) =>
        at is { } moment ? [new Measurement<double>(moment.ToUnixTimeMilliseconds() / 1000d)] : [];

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private static string Word(string name) => name.ToLowerInvariant();

    private sealed record Seen(
        IReadOnlyDictionary<string, TimeSpan?> Offsets,
        Dictionary<string, (IpFamily Family, bool Known)> Addresses,
        IReadOnlyDictionary<string, int> Resting,
        IReadOnlyDictionary<string, bool> Accounts,
        DateTimeOffset At,
        DateTimeOffset? Succeeded);
}
