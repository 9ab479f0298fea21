using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>Joins the tables of Windows to what a source needs to know. Pure.</summary>
internal static class MibNetwork
{
    /// <summary>The interfaces with their addresses.</summary>
    /// <param name="interfaces"><c>MIB_IF_TABLE2</c>.</param>
    /// <param name="addresses"><c>MIB_UNICASTIPADDRESS_TABLE</c>.</param>
    /// <param name="routes">The ways out; null where Windows does not tell.</param>
    public static (IReadOnlyList<NetworkCard> Interfaces, IReadOnlyList<DefaultRoute>? Routes) Join(
        ReadOnlyMemory<byte> interfaces, ReadOnlyMemory<byte> addresses, IEnumerable<MibRoute>? routes)
    {
        var held = MibTable.Rows(addresses, Netio.Unicast.Length).Select(MibUnicast.Read).OfType<MibUnicast>()
            .ToLookup(one => one.Interface, one => one.Address);

        // The table also holds drivers' filters and dozens of idle tunnels, which nobody means by "the interfaces".
        var cards = MibTable.Rows(interfaces, Netio.Interface.Length).Select(MibInterface.Read)
            .Where(card => !card.IsFilter && card.Name.Length > 0 && (card.HasConnector || held.Contains(card.Luid))).ToArray();
        var names = cards.ToLookup(card => card.Luid, card => card.Name);
        return (
            [.. cards.Select(card => new NetworkCard(card.Name, card.Id, card.IsUp, [.. held[card.Luid]]))],
            routes is null ? null : [.. routes.Select(route => WayOut(route, names)).OfType<DefaultRoute>()]);
    }

    /// <summary>The ways out of the families that Windows tells of; null where it tells of neither, as what only stands in for Windows.</summary>
    /// <param name="asked">What each family was answered. One alone is not told where its protocol is not installed.</param>
    public static IReadOnlyList<MibRoute>? Routes(IEnumerable<(bool IsTold, MibRoute? Route)> asked)
    {
        var told = asked.Where(one => one.IsTold).ToArray();
        return told.Length == 0 ? null : [.. told.Select(one => one.Route).OfType<MibRoute>()];
    }

    private static DefaultRoute? WayOut(MibRoute route, ILookup<ulong, string> names) =>
        (route.Source ?? route.Gateway) is { } address && names[route.Interface].FirstOrDefault() is { } name
            ? new DefaultRoute(address.Family(), name, route.Source) { Gateway = route.Gateway }
            : null;
}
