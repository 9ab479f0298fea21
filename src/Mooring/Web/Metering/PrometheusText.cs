using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Mooring.Web.Metering;

/// <summary>One meter's instruments in the Prometheus text format (version 0.0.4): the sum of each counter, the last value of each gauge.</summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>The content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Family> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    /// <summary>Begins to listen to a meter.</summary>
    public PrometheusText(Meter meter)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                families.Add(instrument.Name, new Family(instrument.Description ?? "", instrument.IsObservable));
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Take(instrument.Name, value, labels));
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Take(instrument.Name, value, labels));
        listener.Start();
    }

    /// <summary>All of it as it is now.</summary>
    public string Render()
    {
        lock (gate)
        {
            // What is no longer observed, as a source that left the configuration, has no value any more.
            foreach (var gauge in families.Values.Where(family => family.IsGauge))
            {
                gauge.Samples.Clear();
            }

            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var (name, family) in families.Where(family => family.Value.Samples.Count > 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(family.Help)}\n# TYPE {name} {(family.IsGauge ? "gauge" : "counter")}\n");
                foreach (var (labels, value) in family.Samples)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
                }
            }

            return text.ToString();
        }
    }

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    private void Take(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var set = Labels(labels);
        lock (gate)
        {
            var family = families[name];
            family.Samples[set] = family.IsGauge ? value : family.Samples.GetValueOrDefault(set) + value;
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length == 0 ? '{' : ',').Append(CultureInfo.InvariantCulture, $"{name}=\"{Escape(value as string ?? "")}\"");
        }

        return text.Length == 0 ? "" : text.Append('}').ToString();
    }

    private static string Escape(string text) => text
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed record Family(string Help, bool IsGauge)
    {
        public SortedDictionary<string, double> Samples { get; } = new(StringComparer.Ordinal);
    }
}
