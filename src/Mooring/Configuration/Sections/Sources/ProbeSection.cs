using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: probe</c>.</summary>
internal static class ProbeSection
{
    private const int DefaultAgreement = 2;

    private static readonly Key<IReadOnlyList<ProbeTarget>> Probes = new("probes",
        new ListKind<ProbeTarget>(Urls.Probe, new Text("a list of probes", "探测地址列表")) { OrOne = true },
        new Text("probe: what to ask instead of the built-in probes", "probe：代替内置探测的地址"));

    private static readonly Key<int> Agree = new("agree", Words.Number(1, 16),
        new Text("probe: how many independent operators must tell the same address", "probe：须有多少家相互独立的运营方给出相同地址")) { Default = "2" };

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("probe", [Probes, Agree], Read);

    private static ProbeAddress? Read(SourceHead head, Section section)
    {
        var given = section.TryGet(Probes, out var probes);
        var agree = section.Get(Agree, DefaultAgreement);

        // Whether two hosts have one operator cannot be told from their names, except that one host is one operator.
        var operators = probes?.Select(probe => probe.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count() ?? 0;
        if (given && operators < agree)
        {
            section.Report(section.Has(Agree) ? Agree : Probes,
                new Text(
                    $"{agree} {(agree == 1 ? "operator" : "operators")} must agree, but the probes name {operators}",
                    $"要求 {agree} 家运营方一致，但探测地址只涉及 {operators} 家"),
                new Text($"add probes of other operators, or write `agree: {operators}`", $"请增加其他运营方的探测地址，或写 `agree: {operators}`"));
        }

        return head.Family is { } family ? new ProbeAddress(head.Name, family, head.Allow, probes ?? [], agree) : null;
    }
}
