using Mooring.Core;
using Mooring.Http;

namespace Mooring.Doctor.Clock;

/// <summary>What was seen of one provider's clock.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Tolerance">How far a request's time may be off there.</param>
/// <param name="Offset">Its clock minus this machine's; null where it was not measured.</param>
/// <param name="Failure">Why not; null where an answer came, be it without a time.</param>
internal sealed record ProviderOffset(string Provider, TimeSpan Tolerance, TimeSpan? Offset, TransportFailure? Failure);

/// <summary>How far this machine's clock is off, in the eyes of all who were asked.</summary>
internal sealed record ClockOffsets
{
    /// <summary>The providers.</summary>
    public required IReadOnlyList<ProviderOffset> Providers { get; init; }

    /// <summary>Network time minus this machine's clock; null where the servers did not settle it.</summary>
    public required TimeSpan? Network { get; init; }

    /// <summary>Why they did not; null where they did.</summary>
    public Text? NetworkFailure { get; init; }

    /// <summary>The offset from which on people are told.</summary>
    public required TimeSpan Warn { get; init; }

    /// <summary>The true time minus this machine's clock, as well as it is known: network time, else the providers' median; null for neither.</summary>
    public TimeSpan? Best => Network ?? Median;

    private TimeSpan? Median => Providers.Select(provider => provider.Offset).OfType<TimeSpan>().Order().ToArray() is { Length: > 0 } known
        ? known[known.Length / 2] : null;
}
