using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Notifications;

/// <summary>What of a round may be worth telling.</summary>
/// <param name="Changes">What it did.</param>
/// <param name="Addresses">What the sources said.</param>
/// <param name="IsWhole">Whether every entry of the configuration took part.</param>
/// <param name="IsClockMeasured">Whether the clock was measured at all.</param>
/// <param name="Clock">What is wrong with this machine's clock; null while it is good enough.</param>
public sealed record RoundNews(ImmutableArray<Change> Changes, ImmutableArray<NamedAnswer> Addresses, bool IsWhole, bool IsClockMeasured, Text? Clock);
