using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>What a zone held from one change to the next.</summary>
/// <param name="Since">True time of the change that made it; the first version of a seeded zone holds since ever.</param>
/// <param name="Serial">The SOA serial, one higher with each change.</param>
/// <param name="Records">All records, paused ones and the cloud's own name server records too, in order of addition.</param>
public sealed record ZoneVersion(DateTimeOffset Since, uint Serial, ImmutableList<ZoneRecord> Records);
