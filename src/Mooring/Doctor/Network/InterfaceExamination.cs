using System.Net;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Doctor.Network;

/// <summary>Looks at this machine's interfaces and at its ways out.</summary>
/// <param name="reader">Reads them.</param>
internal sealed class InterfaceExamination(IInterfaceReader reader) : IExamination
{
    /// <inheritdoc />
    public Text Name => new("the interfaces", "网络接口");

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation) =>
        Task.FromResult(reader.ReadOrNull() is { } reading ? InterfaceJudge.Judge(Facts(reading, patient)) : [Unreadable]);

    private static InterfaceFacts Facts(InterfaceReading reading, Patient patient)
    {
        IReadOnlyList<AddressSettings> addresses = patient.Configuration?.Addresses ?? [];
        IReadOnlyList<AccountRoute> routes = patient.Installation?.Routes ?? [];
        return new InterfaceFacts(reading)
        {
            Allow = addresses.Aggregate(AllowedRanges.None, (all, address) => all | address.Allow),
            NeedsWayOut = patient.Configuration is null || routes.Any(route => !IsHere(route.Endpoint)),
            HasProbes = addresses.Any(address => address is ProbeAddress),
        };
    }

    private static bool IsHere(Uri endpoint) =>
        endpoint.IsLoopback || (IPAddress.TryParse(endpoint.IdnHost, out var address) && IPAddress.IsLoopback(address));

    private static Finding Unreadable => new(
        FindingIds.NetworkInterface,
        Severity.Warning,
        "interfaces",
        new Text("the network interfaces could not be listed", "无法列出网络接口"),
        new Text("let the service or container see the network (`AF_NETLINK` among its address families)", "请允许该服务或容器查看网络（地址族中须包含 `AF_NETLINK`）"));
}
