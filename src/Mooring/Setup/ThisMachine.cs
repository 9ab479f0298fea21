using System.Net.NetworkInformation;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Setup;

/// <summary>Looks which sources suit this machine, without asking anybody outside.</summary>
internal static class ThisMachine
{
    /// <summary>The first interface that is up and has a stable public IPv6 address, and that address; null when there is none.</summary>
    public static (string Interface, string Address)? PublicIPv6(IInterfaceReader reader)
    {
        try
        {
            return reader.Read().Interfaces
                .Where(card => card.IsUp)
                .Select(card => (card.Name, AddressSelection.Choose(card.Addresses, new AddressWish(new AddressPolicy(IpFamily.IPv6))).Chosen))
                .Where(card => card.Chosen is not null)
                .Select(card => ((string, string)?)(card.Name, card.Chosen!.Address.ToString()))
                .FirstOrDefault();
        }
        catch (Exception e) when (e is NetworkInformationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
