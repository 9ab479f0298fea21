using System.Net.NetworkInformation;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>What the source <c>interface</c> needs to know.</summary>
public sealed record InterfaceOptions
{
    /// <summary>The interface's name as the system writes it.</summary>
    public required string Interface { get; init; }

    /// <summary>The family asked for and the special-use ranges allowed.</summary>
    public required AddressPolicy Policy { get; init; }

    /// <summary>Which of several IPv6 addresses; stable by default.</summary>
    public AddressKind Select { get; init; } = AddressKind.Stable;
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
    public IpFamily Family => options.Policy.Family;

    /// <inheritdoc />
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(Answer(reader.Read()));
        }
        catch (Exception e) when (e is NetworkInformationException or IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(SourceAnswer.Unknown(new Text(
                $"the network interfaces could not be listed: {e.Message}", $"无法列出网络接口：{e.Message}")));
        }
    }

    private SourceAnswer Answer(InterfaceReading reading)
    {
        if (Find(reading.Interfaces) is not { } card)
        {
            return SourceAnswer.Unknown(Absent(reading.Interfaces));
        }

        var selected = AddressSelection.Choose(card.Addresses, options.Policy, options.Select);
        return selected.Chosen is { } chosen
            ? SourceAnswer.Found(chosen.Address, selected.Refused)
            : SourceAnswer.Unknown(Nothing(card, selected, reading.InContainer), selected.Refused);
    }

    private NetworkCard? Find(IReadOnlyList<NetworkCard> interfaces)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return interfaces.FirstOrDefault(card => string.Equals(card.Name, options.Interface, comparison))
            ?? interfaces.FirstOrDefault(card => string.Equals(card.Id, options.Interface, comparison));
    }

    private Text Absent(IReadOnlyList<NetworkCard> interfaces)
    {
        var present = string.Join(", ", interfaces.Select(card => card.Name).Order(StringComparer.Ordinal));
        return new Text(
            $"there is no interface {options.Interface}; present are {present}. It is looked for again every time",
            $"没有网络接口 {options.Interface}；现有：{present}。之后每次都会重新查找");
    }

    private Text Nothing(NetworkCard card, SelectedAddress selected, bool inContainer)
    {
        var (down, downChinese) = card.IsUp ? ("", "") : (" (it is down)", "（未启用）");
        var hint = Hint(selected, inContainer);
        return new Text(
            $"interface {card.Name}{down}: {selected.Why!.English}{hint.English}",
            $"网络接口 {card.Name}{downChinese}：{selected.Why.Chinese}{hint.Chinese}");
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
