using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>What of this machine's network can change a choice: two pictures are equal when every source would answer alike.</summary>
/// <remarks>Remaining lifetimes are left out: every router advertisement renews them, and an address whose preferred lifetime is over is flagged.</remarks>
public sealed class NetworkPicture : IEquatable<NetworkPicture>
{
    private readonly HashSet<(string Card, bool IsUp, string What)> parts;

    private NetworkPicture(IEnumerable<(string Card, bool IsUp, string What)> parts) => this.parts = [.. parts];

    /// <summary>The picture now; one of nothing where the system does not tell.</summary>
    public static NetworkPicture Of(IInterfaceReader reader) => reader.ReadOrNull() is { } reading ? Of(reading) : new NetworkPicture([]);

    /// <summary>The picture of a reading.</summary>
    public static NetworkPicture Of(InterfaceReading reading) => new(
        reading.Interfaces.SelectMany(card => card.Addresses.Select(address => (card.Name, card.IsUp, Describe(address))).Append((card.Name, card.IsUp, "")))
            .Concat((reading.Routes ?? []).Select(route => (route.Interface, true, $"{route.Family} {route.Source} {route.Gateway}"))));

    /// <inheritdoc />
    public bool Equals(NetworkPicture? other) => other is not null && parts.SetEquals(other.parts);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as NetworkPicture);

    /// <inheritdoc />
    public override int GetHashCode() => parts.Count;

    private static string Describe(ObservedAddress address) => $"{address.Address}/{address.PrefixLength} {address.Flags} {address.IsDeprecated}";
}
