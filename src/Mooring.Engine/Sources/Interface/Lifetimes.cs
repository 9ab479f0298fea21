using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>When an address that is in use stops being preferred (RFC 4862 §5.5.4), even if the system says nothing then. Pure.</summary>
public static class Lifetimes
{
    /// <summary>Systems count in whole seconds.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How long until the first of them is over; null when none ends, or nobody knows.</summary>
    /// <param name="reading">This machine's network; null where it is not known.</param>
    /// <param name="inUse">The addresses that some source chose.</param>
    public static TimeSpan? NextEnd(InterfaceReading? reading, IReadOnlySet<IPAddress> inUse) => InUse(reading, inUse)
        .Where(address => !address.IsDeprecated && address.PreferredLifetime is { } left && left < TimeSpan.MaxValue)
        .Min(address => address.PreferredLifetime + Second);

    /// <summary>Whether one of them is no longer preferred.</summary>
    /// <param name="reading">This machine's network; null where it is not known.</param>
    /// <param name="inUse">The addresses that some source chose.</param>
    public static bool IsAnyOver(InterfaceReading? reading, IReadOnlySet<IPAddress> inUse) => InUse(reading, inUse).Any(address => address.IsDeprecated);

    private static IEnumerable<ObservedAddress> InUse(InterfaceReading? reading, IReadOnlySet<IPAddress> inUse) =>
        (reading?.Interfaces ?? []).SelectMany(card => card.Addresses).Where(address => inUse.Contains(address.Address));
}
