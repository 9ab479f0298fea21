using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>What a message of the kernel means for the choice of an address.</summary>
internal static class NetlinkNews
{
    /// <summary>The news in a few words; null for what changes no choice.</summary>
    public static string? Tell(NetlinkMessage message) => message.Type switch
    {
        // An address that is still being checked cannot be used; the kernel tells again when it can.
        Rtnetlink.NewAddress => NetlinkAddress.Read(message) is { } added && !added.Address.Has(AddressFlags.Tentative) ? $"address {added.Address.Address}" : null,
        Rtnetlink.DeleteAddress => NetlinkAddress.Read(message) is { } gone ? $"address {gone.Address.Address} gone" : null,
        Rtnetlink.NewLink => NetlinkInterface.Read(message) is { } link ? $"interface {link.Name} {(link.IsUp ? "up" : "down")}" : null,
        Rtnetlink.DeleteLink => NetlinkInterface.Read(message) is { } link ? $"interface {link.Name} gone" : null,
        Rtnetlink.NewRoute => NetlinkRoute.Read(message) is { IsDefault: true, Family: { } family } ? $"default route {family}" : null,
        Rtnetlink.DeleteRoute => NetlinkRoute.Read(message) is { IsDefault: true, Family: { } family } ? $"default route {family} gone" : null,
        _ => null,
    };
}
