using Mooring.Core;

namespace Mooring.Dns.Propagation;

/// <summary>How a wait ended.</summary>
/// <param name="Succeeded">Whether every name is seen as it shall be.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Names">What was seen, in the order of what was expected.</param>
/// <param name="Why">Where it did not succeed: which servers answer what, and what to do. Null where it did.</param>
public sealed record PropagationReport(bool Succeeded, TimeSpan Elapsed, IReadOnlyList<NamePropagation> Names, Text? Why)
{
    /// <summary>Servers that were passed over, and why that is all right; none where every server answered.</summary>
    public IReadOnlyList<Text> Notes { get; init; } = [];
}

/// <summary>What was seen of one name.</summary>
/// <param name="Expected">The name and its values.</param>
/// <param name="IsReached">Whether it is seen as it shall be.</param>
/// <param name="Servers">The last word of each address of each authoritative server.</param>
/// <param name="Resolvers">The last word of each resolver; <see cref="SightingState.Unasked"/> where none was needed.</param>
public sealed record NamePropagation(ExpectedTxt Expected, bool IsReached, IReadOnlyList<Sighting> Servers, IReadOnlyList<Sighting> Resolvers);

/// <summary>How far it is; told whenever it changes.</summary>
/// <param name="Elapsed">Since the begin of the wait.</param>
/// <param name="Right">How many answers of authoritative servers are right: one for each name and address.</param>
/// <param name="All">How many there are to be; 0 while the servers are being looked for.</param>
/// <param name="Text">The same in words, with whom it waits for.</param>
public sealed record PropagationProgress(TimeSpan Elapsed, int Right, int All, Text Text);
