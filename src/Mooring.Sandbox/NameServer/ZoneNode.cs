using System.Diagnostics.CodeAnalysis;
using Mooring.Dns;

namespace Mooring.Sandbox.NameServer;

/// <summary>One name of a zone with its sets; an empty non-terminal has none (RFC 4592 §2.2.2).</summary>
internal sealed class ZoneNode
{
    /// <summary>A name that exists because something below it does.</summary>
    public static readonly ZoneNode Empty = new([]);

    private readonly Dictionary<DnsType, RrSet> sets;

    public ZoneNode(IEnumerable<RrSet> sets) => this.sets = sets.ToDictionary(set => set.Type);

    /// <summary>The set of a type.</summary>
    public bool TryGet(DnsType type, [NotNullWhen(true)] out RrSet? set) => sets.TryGetValue(type, out set);

    /// <summary>One set for a question about all of them (RFC 8482 §4.1); null where there is none.</summary>
    public RrSet? Any => sets.Values.FirstOrDefault();
}
