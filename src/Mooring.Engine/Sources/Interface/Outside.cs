using System.Net;

namespace Mooring.Engine.Sources.Interface;

/// <summary>Where to ask the way to, in order to learn the default route.</summary>
internal static class Outside
{
    /// <summary>One address of each family that only a default route leads to: the first of each public range. Nothing is sent there.</summary>
    public static IReadOnlyList<IPAddress> Addresses { get; } = [new([1, 0, 0, 1]), IPAddress.Parse("2000::1")];
}
