using System.Net;

namespace Mooring.Engine.Sources.Probe;

/// <summary>What one probe told by itself.</summary>
/// <param name="Probe">Which one, by what it is remembered by.</param>
/// <param name="Address">The address it sees this network by.</param>
public sealed record ProbeGlance(string Probe, IPAddress Address);
