using System.Collections.Immutable;
using Mooring.Core.Records;
using Mooring.Dns;

namespace Mooring.Sandbox.NameServer;

/// <summary>All records of one owner and type that are served.</summary>
/// <param name="type">The type.</param>
/// <param name="ttl">One for all of them (RFC 2181 §5.2): the lowest, where the cloud holds several.</param>
/// <param name="data">At least one, no two alike.</param>
internal sealed class RrSet(DnsType type, Ttl ttl, ImmutableArray<RData> data)
{
    private int turn = -1;

    public DnsType Type => type;

    public ImmutableArray<RData> Data => data;

    /// <summary>The records under an owner name, each time starting with the next one (round robin).</summary>
    public IEnumerable<DnsRecord> Serve(DnsName owner)
    {
        var first = (int)((uint)Interlocked.Increment(ref turn) % (uint)data.Length);
        return Enumerable.Range(first, data.Length).Select(i => new DnsRecord(owner, ttl, data[i % data.Length]));
    }
}
