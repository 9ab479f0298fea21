using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>What a notification of IP Helper means for the choice of an address.</summary>
/// <remarks>Of a row only the fields that name its object are filled in; whether an address can be used is read from the table afterwards.</remarks>
internal static class MibNews
{
    /// <summary>News of an address.</summary>
    /// <param name="row"><c>MIB_UNICASTIPADDRESS_ROW</c>; empty where none was given.</param>
    /// <param name="notification">What happened to it.</param>
    public static string Address(ReadOnlySpan<byte> row, int notification) =>
        row.Length >= Netio.Unicast.Length && SocketAddressInet.Read(row) is { } address ? $"address {address}{Gone(notification)}" : "addresses changed";

    /// <summary>News of a route; null for one that is not for every destination.</summary>
    /// <param name="row"><c>MIB_IPFORWARD_ROW2</c>; empty where none was given.</param>
    /// <param name="notification">What happened to it.</param>
    public static string? Route(ReadOnlySpan<byte> row, int notification)
    {
        if (row.Length < Netio.Route.Length)
        {
            return "routes changed";
        }

        return row[Netio.Route.DestinationLength] == 0 && SocketAddressInet.Read(row[Netio.Route.Destination..]) is { } destination
            ? $"default route {destination.Family()}{Gone(notification)}"
            : null;
    }

    /// <summary>News of an interface.</summary>
    /// <param name="notification">What happened to it.</param>
    public static string Interface(int notification) => notification switch
    {
        Netio.Notification.Added => "an interface appeared",
        Netio.Notification.Deleted => "an interface is gone",
        _ => "an interface changed",
    };

    private static string Gone(int notification) => notification == Netio.Notification.Deleted ? " gone" : "";
}
