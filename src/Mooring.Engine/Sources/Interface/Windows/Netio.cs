namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>The layout and the numbers of IP Helper's tables that are used here; offsets and lengths in bytes.</summary>
/// <remarks>Windows SDK, <c>netioapi.h</c>, <c>ws2ipdef.h</c>, <c>nldef.h</c>, <c>ifdef.h</c>; alike on x64 and Arm64. All numbers are little-endian.</remarks>
internal static class Netio
{
    /// <summary>Every table is a count of 32 bits and its rows, which begin at a multiple of 8.</summary>
    public const int FirstRow = 8;

    /// <summary>AF_UNSPEC: both families.</summary>
    public const ushort AnyFamily = 0;
    public const ushort IPv4 = 2;
    public const ushort IPv6 = 23;

    /// <summary><c>SOCKADDR_INET</c>.</summary>
    public static class SocketAddress
    {
        public const int Length = 28;
        public const int IPv4Bytes = 4;
        public const int IPv6Bytes = 8;
    }

    /// <summary><c>MIB_UNICASTIPADDRESS_ROW</c>, which begins with its address.</summary>
    public static class Unicast
    {
        public const int Length = 80;
        public const int Luid = 32;
        public const int PrefixOrigin = 44;
        public const int SuffixOrigin = 48;
        public const int ValidLifetime = 52;
        public const int PreferredLifetime = 56;
        public const int OnLinkPrefixLength = 60;
        public const int SkipAsSource = 61;
        public const int DetectionState = 64;

        public const uint FromRouterAdvertisement = 4;
        public const uint ManualSuffix = 1;
        public const uint RandomSuffix = 5;

        public const uint Invalid = 0;
        public const uint Tentative = 1;
        public const uint Duplicate = 2;
        public const uint Deprecated = 3;
    }

    /// <summary><c>MIB_IF_ROW2</c>.</summary>
    public static class Interface
    {
        public const int Length = 1352;
        public const int Luid = 0;
        public const int Guid = 12;
        public const int Alias = 28;
        public const int AliasLength = 514;
        public const int Kind = 1152;
        public const int OperationalStatus = 1156;

        /// <summary>A filter driver's own entry beside the interface that it filters.</summary>
        public const byte IsFilter = 0x02;

        /// <summary>It has a socket for a cable, or an antenna.</summary>
        public const byte HasConnector = 0x04;

        public const uint Up = 1;
        public const uint UnknownStatus = 4;
    }

    /// <summary><c>MIB_IPFORWARD_ROW2</c>.</summary>
    public static class Route
    {
        public const int Length = 104;
        public const int Luid = 0;
        public const int Destination = 12;
        public const int DestinationLength = 40;
        public const int NextHop = 44;
    }

    /// <summary><c>MIB_NOTIFICATION_TYPE</c>.</summary>
    public static class Notification
    {
        public const int Added = 1;
        public const int Deleted = 2;
    }
}
