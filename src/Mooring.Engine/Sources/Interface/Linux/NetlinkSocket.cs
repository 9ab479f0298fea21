using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mooring.Engine.Sources.Interface.Linux;

/// <summary>Opens sockets to the kernel's routing tables; .NET has no address type for netlink, but serves such a socket once it is bound.</summary>
[SupportedOSPlatform("linux")]
internal static partial class NetlinkSocket
{
    private const int AddressFamilyNetlink = 16;
    private const int SocketTypeRaw = 3;
    private const int CloseOnExec = 0x80000;
    private const int ProtocolRoute = 0;

    /// <summary>Opens a socket that hears of these groups; none for one that only asks.</summary>
    /// <exception cref="SocketException">The kernel or a sandbox refuses netlink.</exception>
    public static Socket Open(uint groups)
    {
        var descriptor = CreateSocket(AddressFamilyNetlink, SocketTypeRaw | CloseOnExec, ProtocolRoute);
        if (descriptor < 0)
        {
            throw new SocketException(Marshal.GetLastPInvokeError(), new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }

        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        var name = new NetlinkName { Family = AddressFamilyNetlink, Groups = groups };
        if (BindSocket(handle, name, Marshal.SizeOf<NetlinkName>()) == 0)
        {
            return new Socket(handle);
        }

        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw new SocketException(error, new Win32Exception(error).Message);
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int CreateSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int BindSocket(SafeSocketHandle socket, in NetlinkName name, int length);

    /// <summary><c>sockaddr_nl</c>, netlink(7).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NetlinkName
    {
        public ushort Family;
        public ushort Padding;
        public uint Port;
        public uint Groups;
    }
}
