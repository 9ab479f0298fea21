using System.Collections;

namespace Mooring.Core.Records;

/// <summary>Every record of a zone, as one complete listing tells them.</summary>
/// <param name="records">The records, in no particular order, each id once.</param>
/// <param name="unnamed">Those whose owner is no name: nothing that can be wanted equals them, so they are told of and left alone.</param>
public sealed class RecordListing(IReadOnlyList<HostedRecord> records, IReadOnlyList<UnnamedRecord>? unnamed = null) : IReadOnlyList<HostedRecord>
{
    /// <summary>Records whose owner, as the host writes it, is no domain name.</summary>
    public IReadOnlyList<UnnamedRecord> Unnamed { get; } = unnamed ?? [];

    /// <inheritdoc />
    public int Count => records.Count;

    /// <inheritdoc />
    public HostedRecord this[int index] => records[index];

    /// <inheritdoc />
    public IEnumerator<HostedRecord> GetEnumerator() => records.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A record whose owner is no domain name.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Name">The owner as the provider writes it.</param>
/// <param name="Type">The type as the provider writes it.</param>
/// <param name="Value">The content as the provider writes it.</param>
public sealed record UnnamedRecord(string Id, string Name, string Type, string Value);
