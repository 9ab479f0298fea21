using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading.Channels;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>Has IP Helper call back on every change of addresses, routes and interfaces of both families.</summary>
/// <remarks>The calls come on threads of Windows; each only writes a line into the channel.</remarks>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class MibSubscription : IDisposable
{
    private readonly List<nint> handles = [];
    private GCHandle context;

    /// <summary>Begins.</summary>
    /// <param name="news">Gets a few words for each change.</param>
    /// <exception cref="NetworkInformationException">Windows refuses.</exception>
    public MibSubscription(ChannelWriter<string> news)
    {
        context = GCHandle.Alloc(news);
        try
        {
            Keep(NotifyUnicastIpAddressChange(Netio.AnyFamily, &OnAddress, GCHandle.ToIntPtr(context), 0, out var addresses), addresses);
            Keep(NotifyRouteChange2(Netio.AnyFamily, &OnRoute, GCHandle.ToIntPtr(context), 0, out var routes), routes);
            Keep(NotifyIpInterfaceChange(Netio.AnyFamily, &OnInterface, GCHandle.ToIntPtr(context), 0, out var interfaces), interfaces);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Ends; when it returns, no call is under way.</summary>
    public void Dispose()
    {
        handles.ForEach(handle => _ = CancelMibChangeNotify2(handle));
        handles.Clear();
        if (context.IsAllocated)
        {
            context.Free();
        }
    }

    private void Keep(uint error, nint handle)
    {
        // What stands in for Windows (wine) says yes, gives no handle and never calls.
        IpHelper.Check(handle == 0 && error == 0 ? IpHelper.NotSupported : error);
        handles.Add(handle);
    }

    [UnmanagedCallersOnly]
    private static void OnAddress(nint context, byte* row, int notification) =>
        Tell(context, MibNews.Address(new ReadOnlySpan<byte>(row, row is null ? 0 : Netio.Unicast.Length), notification));

    [UnmanagedCallersOnly]
    private static void OnRoute(nint context, byte* row, int notification) =>
        Tell(context, MibNews.Route(new ReadOnlySpan<byte>(row, row is null ? 0 : Netio.Route.Length), notification));

    [UnmanagedCallersOnly]
    private static void OnInterface(nint context, byte* row, int notification) => Tell(context, MibNews.Interface(notification));

    private static void Tell(nint context, string? news)
    {
        if (news is not null && GCHandle.FromIntPtr(context).Target is ChannelWriter<string> writer)
        {
            writer.TryWrite(news);
        }
    }

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint NotifyUnicastIpAddressChange(
        ushort family, delegate* unmanaged<nint, byte*, int, void> callback, nint context, byte initialNotification, out nint handle);

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint NotifyRouteChange2(
        ushort family, delegate* unmanaged<nint, byte*, int, void> callback, nint context, byte initialNotification, out nint handle);

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint NotifyIpInterfaceChange(
        ushort family, delegate* unmanaged<nint, byte*, int, void> callback, nint context, byte initialNotification, out nint handle);

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint CancelMibChangeNotify2(nint handle);
}
