using System.IO.Enumeration;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>What the source <c>interface</c> needs to know.</summary>
public sealed record InterfaceOptions
{
    /// <summary>The interface's name as the system writes it, or a pattern with <c>*</c> and <c>?</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>Which of its addresses.</summary>
    public required AddressWish Wish { get; init; }
}

/// <summary>The source <c>interface</c>: an address of a network interface of this machine.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="options">Which interface, which address.</param>
/// <param name="reader">Looks at the interfaces.</param>
public sealed class InterfaceSource(string name, InterfaceOptions options, IInterfaceReader reader) : IAddressSource
{
    private static readonly IpPrefix DockersDefault = IpPrefix.Parse("172.17.0.0/16");

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => options.Wish.Policy.Family;

    /// <inheritdoc />
    public bool IsPrompt => true;

    /// <inheritdoc />
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Look((chosen, refused) => SourceAnswer.Found(chosen.Address, refused)));
    }

    /// <summary>Chooses an address now.</summary>
    /// <param name="found">Makes the answer of the address chosen and of those that were not.</param>
    internal SourceAnswer Look(Func<ObservedAddress, IReadOnlyList<RefusedAddress>, SourceAnswer> found)
    {
        try
        {
            return Choose(reader.Read(), found);
        }
        catch (Exception e) when (e is NetworkInformationException or SocketException or IOException or UnauthorizedAccessException)
        {
            return SourceAnswer.Unknown(new Text(
                $"the network interfaces could not be listed: {e.Message}", $"无法列出网络接口：{e.Message}"));
        }
    }

    private SourceAnswer Choose(InterfaceReading reading, Func<ObservedAddress, IReadOnlyList<RefusedAddress>, SourceAnswer> found)
    {
        var cards = Find(reading);
        if (cards.Count == 0)
        {
            return SourceAnswer.Unknown(Absent(reading.Interfaces));
        }

        var wayOut = reading.Routes?.FirstOrDefault(route => route.Family == Family)?.Source;
        var selected = AddressSelection.Choose(cards.SelectMany(card => card.Addresses), options.Wish, wayOut);
        return selected.Chosen is { } chosen
            ? found(chosen, selected.Refused)
            : SourceAnswer.Unknown(Nothing(cards, selected, reading.InContainer), selected.Refused);
    }

    /// <summary>The interface of that name, else all that fit the pattern.</summary>
    private IReadOnlyList<NetworkCard> Find(InterfaceReading reading)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var named = reading.Interfaces.Where(card => string.Equals(card.Name, options.Interface, comparison)).Take(1)
            .Concat(reading.Interfaces.Where(card => string.Equals(card.Id, options.Interface, comparison))).Take(1).ToArray();
        return named.Length > 0
            ? named
            : [.. reading.Interfaces.Where(card => FileSystemName.MatchesSimpleExpression(options.Interface, card.Name, OperatingSystem.IsWindows()))];
    }

    private Text Absent(IReadOnlyList<NetworkCard> interfaces)
    {
        var present = string.Join(", ", interfaces.Select(card => card.Name).Order(StringComparer.Ordinal));
        return new Text(
            $"there is no interface {options.Interface}; present are {present}. It is looked for again every time",
            $"没有网络接口 {options.Interface}；现有：{present}。之后每次都会重新查找");
    }

    private Text Nothing(IReadOnlyList<NetworkCard> cards, SelectedAddress selected, bool inContainer)
    {
        var (down, downChinese) = cards.Any(card => card.IsUp) ? ("", "") : (" (it is down)", "（未启用）");
        var hint = selected.IsIndistinct ? Text.Same("") : Hint(selected, inContainer);
        var names = string.Join(", ", cards.Select(card => card.Name));
        return new Text(
            $"interface {names}{down}: {selected.Why!.English}{hint.English}",
            $"网络接口 {names}{downChinese}：{selected.Why.Chinese}{hint.Chinese}");
    }

    private Text Hint(SelectedAddress selected, bool inContainer)
    {
        var bridged = inContainer || selected.Refused.Any(refused =>
            AddressText.TryParse(refused.Value, out var address, out _) && DockersDefault.Contains(address));
        return (bridged, Family) switch
        {
            (true, IpFamily.IPv4) => new Text(
                "; a container's bridge has private addresses only: run it on the host's network (`network_mode: host`), or use `source: probe`",
                "；容器网桥上只有私有地址：请让容器使用主机网络（`network_mode: host`），或改用 `source: probe`"),
            (true, _) => new Text(
                "; containers have no IPv6 unless their network enables it: run it on the host's network (`network_mode: host`)",
                "；容器默认没有 IPv6：请让容器使用主机网络（`network_mode: host`）"),
            (false, IpFamily.IPv6) => new Text(
                "; see that the router hands out a public IPv6 prefix",
                "；请确认路由器已下发公网 IPv6 前缀"),
            _ => new Text(
                "; behind a router the public address is the router's: use `source: probe`",
                "；位于路由器之后时，公网地址在路由器上：请改用 `source: probe`"),
        };
    }
}
