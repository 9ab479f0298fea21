namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>The numbers of rtnetlink that are used here.</summary>
/// <remarks>Linux, <c>include/uapi/linux/netlink.h</c>, <c>rtnetlink.h</c>, <c>if_addr.h</c>, <c>if_link.h</c>, <c>if.h</c>; rtnetlink(7).</remarks>
internal static class Rtnetlink
{
    public const ushort Error = 2;
    public const ushort Done = 3;
    public const ushort NewLink = 16;
    public const ushort DeleteLink = 17;
    public const ushort GetLink = 18;
    public const ushort NewAddress = 20;
    public const ushort DeleteAddress = 21;
    public const ushort GetAddress = 22;
    public const ushort NewRoute = 24;
    public const ushort DeleteRoute = 25;
    public const ushort GetRoute = 26;

    /// <summary>NLM_F_REQUEST.</summary>
    public const ushort Request = 0x001;

    /// <summary>NLM_F_DUMP: every object of the kind.</summary>
    public const ushort Dump = 0x300;

    /// <summary>NLM_F_DUMP_INTR: the table changed while it was dumped; what was read does not fit together.</summary>
    public const ushort DumpInterrupted = 0x010;

    /// <summary>RTMGRP_LINK, RTMGRP_IPV4_IFADDR, RTMGRP_IPV4_ROUTE, RTMGRP_IPV6_IFADDR, RTMGRP_IPV6_ROUTE.</summary>
    public const uint Groups = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;

    public const byte IPv4 = 2;
    public const byte IPv6 = 10;

    public static class Link
    {
        public const ushort HardwareAddress = 1;
        public const ushort Name = 3;

        /// <summary>IFF_UP and IFF_RUNNING: switched on, and able to carry traffic.</summary>
        public const uint UpAndRunning = 0x1 | 0x40;
    }

    public static class Address
    {
        public const ushort Peer = 1;
        public const ushort Local = 2;
        public const ushort Lifetimes = 6;
        public const ushort Flags = 8;

        /// <summary>For IPv6 a temporary address; for IPv4 the same bit means a secondary one.</summary>
        public const uint Temporary = 0x01;
        public const uint Optimistic = 0x04;
        public const uint DuplicateFound = 0x08;
        public const uint Deprecated = 0x20;
        public const uint Tentative = 0x40;
        public const uint Permanent = 0x80;
    }

    public static class Route
    {
        public const ushort Destination = 1;
        public const ushort OutInterface = 4;
        public const ushort Gateway = 5;
        public const ushort PreferredSource = 7;

        /// <summary>RTN_UNICAST: a route that leads somewhere, unlike "unreachable" or "blackhole".</summary>
        public const byte Unicast = 1;
    }
}
