using System.Net;

namespace Mooring.Engine.Sources.Router.PortControl;

/// <summary>What a router tells everybody on its network unasked: that it started anew, or has another address.</summary>
/// <param name="IsPcp">Whether it came in PCP's form, which holds no address.</param>
/// <param name="Epoch">Seconds since the router's tables began.</param>
/// <param name="Address">The external address; null in PCP's form, and while there is none.</param>
internal sealed record RouterAnnouncement(bool IsPcp, uint Epoch, IPAddress? Address)
{
    /// <summary>Reads NAT-PMP's announcement (RFC 6886 §3.2.1) or PCP's (RFC 6887 §14.1.1); null for anything else.</summary>
    public static RouterAnnouncement? Read(ReadOnlySpan<byte> datagram) =>
        PcpMessage.IsAnnouncement(datagram) ? new RouterAnnouncement(IsPcp: true, PcpMessage.ReadEpoch(datagram), null)
        : !NatPmpMessage.IsSuccess(datagram) ? null
        : new RouterAnnouncement(
            IsPcp: false, NatPmpMessage.ReadEpoch(datagram),
            NatPmpMessage.ReadAddress(datagram) is var address && !address.Equals(IPAddress.Any) ? address : null);

    /// <summary>Whether this says anything after what was heard before: routers repeat themselves ten times.</summary>
    /// <param name="before">What was heard last in the same form; null for nothing.</param>
    /// <param name="since">How long ago by our own clock.</param>
    public bool IsNews(RouterAnnouncement? before, TimeSpan since) =>
        (IsPcp || Address is not null)
        && (before is null || !Equals(before.Address, Address) || !Continues(before.Epoch, since));

    /// <summary>RFC 6887 §8.5: the router's seconds go forward as ours do, within a sixteenth and two seconds.</summary>
    private bool Continues(uint before, TimeSpan since)
    {
        var (server, client) = ((long)Epoch - before, (long)since.TotalSeconds);
        return server >= -1 && client + 2 >= server - (server / 16) && server + 2 >= client - (client / 16);
    }
}
