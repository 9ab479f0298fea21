using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>A network interface as the kernel tells it (<c>ifinfomsg</c>).</summary>
/// <param name="Index">The kernel's number.</param>
/// <param name="Name">Its name; empty where none was told.</param>
/// <param name="IsUp">Whether it can carry traffic.</param>
internal sealed record NetlinkInterface(int Index, string Name, bool IsUp)
{
    private const int FixedLength = 16;

    /// <summary>Reads RTM_NEWLINK or RTM_DELLINK; null when it is too short.</summary>
    public static NetlinkInterface? Read(NetlinkMessage message)
    {
        if (message.Body.Length < FixedLength)
        {
            return null;
        }

        var body = message.Body.Span;
        var name = message.Attributes(FixedLength).GetValueOrDefault(Rtnetlink.Link.Name).Span;
        return new NetlinkInterface(
            MemoryMarshal.Read<int>(body[4..]),
            Encoding.UTF8.GetString(name.TrimEnd((byte)0)),
            (MemoryMarshal.Read<uint>(body[8..]) & Rtnetlink.Link.UpAndRunning) == Rtnetlink.Link.UpAndRunning);
    }
}

/// <summary>An address of an interface as the kernel tells it (<c>ifaddrmsg</c>).</summary>
/// <param name="Interface">The kernel's number of the interface.</param>
/// <param name="Address">The address with flags and lifetimes.</param>
internal sealed record NetlinkAddress(int Interface, ObservedAddress Address)
{
    private const int FixedLength = 8;
    private const int FlagsAt = 2;

    /// <summary>Reads RTM_NEWADDR or RTM_DELADDR; null when there is no IPv4 or IPv6 address in it.</summary>
    public static NetlinkAddress? Read(NetlinkMessage message)
    {
        if (message.Body.Length < FixedLength)
        {
            return null;
        }

        var body = message.Body.Span;
        var attributes = message.Attributes(FixedLength);

        // On a point-to-point link IFA_ADDRESS is the other end's; this end's is IFA_LOCAL, which IPv6 otherwise leaves out.
        var bytes = attributes.TryGetValue(Rtnetlink.Address.Local, out var local) ? local : attributes.GetValueOrDefault(Rtnetlink.Address.Peer);
        if (AddressOf(body[0], bytes.Span) is not { } address || body[1] > bytes.Length * 8)
        {
            return null;
        }

        var flags = attributes.TryGetValue(Rtnetlink.Address.Flags, out var wide) && wide.Length >= 4 ? MemoryMarshal.Read<uint>(wide.Span) : body[FlagsAt];
        var lifetimes = attributes.GetValueOrDefault(Rtnetlink.Address.Lifetimes);
        return new NetlinkAddress(MemoryMarshal.Read<int>(body[4..]), new ObservedAddress(address, body[1])
        {
            Flags = FlagsOf(flags, body[0]),
            PreferredLifetime = Lifetime(lifetimes, 0),
            ValidLifetime = Lifetime(lifetimes, 4),
        });
    }

    /// <summary>The address in an attribute; null when its length does not fit the family.</summary>
    public static IPAddress? AddressOf(byte family, ReadOnlySpan<byte> bytes) => (family, bytes.Length) switch
    {
        (Rtnetlink.IPv4, 4) or (Rtnetlink.IPv6, 16) => new IPAddress(bytes),
        _ => null,
    };

    private static AddressFlags FlagsOf(uint bits, byte family)
    {
        AddressFlags If(uint bit, AddressFlags flag) => (bits & bit) != 0 ? flag : AddressFlags.None;

        // An optimistic address (RFC 4429) may be used while its detection goes on, so the kernel counts it as usable.
        var tentative = (bits & Rtnetlink.Address.Optimistic) == 0 ? If(Rtnetlink.Address.Tentative, AddressFlags.Tentative) : AddressFlags.None;
        var temporary = family == Rtnetlink.IPv6 ? If(Rtnetlink.Address.Temporary, AddressFlags.Temporary) : AddressFlags.None;
        return tentative | temporary | If(Rtnetlink.Address.DuplicateFound, AddressFlags.Duplicate)
            | If(Rtnetlink.Address.Deprecated, AddressFlags.Deprecated) | If(Rtnetlink.Address.Permanent, AddressFlags.Permanent);
    }

    /// <summary><c>ifa_cacheinfo</c> counts in seconds; 2^32-1 is "without end".</summary>
    private static TimeSpan? Lifetime(ReadOnlyMemory<byte> cacheInfo, int at)
    {
        if (cacheInfo.Length < at + 4)
        {
            return null;
        }

        var seconds = MemoryMarshal.Read<uint>(cacheInfo.Span[at..]);
        return seconds == uint.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
    }
}

/// <summary>A route as the kernel tells it (<c>rtmsg</c>).</summary>
/// <param name="Family">Its family; null for one that is neither IPv4 nor IPv6.</param>
/// <param name="IsDefault">Whether it is for every destination.</param>
/// <param name="LeadsSomewhere">Whether it sends packets on rather than refusing them.</param>
/// <param name="Interface">The kernel's number of the interface it leads out of; 0 where none was told.</param>
/// <param name="Source">The source address that packets get; null where none was told.</param>
/// <param name="Gateway">The router that packets are handed to; null where they go straight onto the link.</param>
internal sealed record NetlinkRoute(IpFamily? Family, bool IsDefault, bool LeadsSomewhere, int Interface, IPAddress? Source, IPAddress? Gateway)
{
    private const int FixedLength = 12;

    /// <summary>Reads RTM_NEWROUTE or RTM_DELROUTE; null when it is too short.</summary>
    public static NetlinkRoute? Read(NetlinkMessage message)
    {
        if (message.Body.Length < FixedLength)
        {
            return null;
        }

        var body = message.Body.Span;
        var attributes = message.Attributes(FixedLength);
        var outInterface = attributes.GetValueOrDefault(Rtnetlink.Route.OutInterface);
        return new NetlinkRoute(
            body[0] switch { Rtnetlink.IPv4 => IpFamily.IPv4, Rtnetlink.IPv6 => IpFamily.IPv6, _ => null },
            IsDefault: body[1] == 0,
            LeadsSomewhere: body[7] == Rtnetlink.Route.Unicast,
            outInterface.Length >= 4 ? MemoryMarshal.Read<int>(outInterface.Span) : 0,
            NetlinkAddress.AddressOf(body[0], attributes.GetValueOrDefault(Rtnetlink.Route.PreferredSource).Span),
            NetlinkAddress.AddressOf(body[0], attributes.GetValueOrDefault(Rtnetlink.Route.Gateway).Span));
    }
}
