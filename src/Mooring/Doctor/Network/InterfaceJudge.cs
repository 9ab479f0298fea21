using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Doctor.Network;

/// <summary>Judges this machine's interfaces and ways out. Pure.</summary>
internal static class InterfaceJudge
{
    /// <summary>The findings: interfaces, the ways out, IPv6.</summary>
    public static IReadOnlyList<Finding> Judge(InterfaceFacts facts) =>
    [
        .. facts.Reading.Interfaces.Where(card => IsTelling(card, facts)).OrderBy(card => !IsWayOut(card, facts)).ThenBy(card => card.Name, StringComparer.Ordinal)
            .Select(card => JudgeCard(card, facts)),
        .. RouteJudge.Judge(facts),
        .. Ipv6Judge.Judge(facts),
    ];

    /// <summary>Bridges of containers and virtual machines, tunnels and the like have nothing that could be published.</summary>
    private static bool IsTelling(NetworkCard card, InterfaceFacts facts) =>
        card.IsUp && (IsWayOut(card, facts) || card.Addresses.Any(address => facts.Policy(address).Refuse(address.Address) is null));

    private static bool IsWayOut(NetworkCard card, InterfaceFacts facts) => (facts.Reading.Routes ?? []).Any(route => route.Interface == card.Name);

    private static Finding JudgeCard(NetworkCard card, InterfaceFacts facts)
    {
        var shown = card.Addresses.Where(address => !address.Address.IsIPv6LinkLocal)
            .Select(address => (Address: address, Why: Shortcoming(address, facts))).ToArray();
        var message = Describe(shown);
        var duplicates = card.Addresses.Where(address => address.Has(AddressFlags.Duplicate)).Select(address => address.Address.ToString()).ToArray();
        return duplicates.Length == 0
            ? Finding.Ok(FindingIds.NetworkInterface, card.Name, message)
            : new Finding(FindingIds.NetworkInterface, Severity.Warning, card.Name, message, Twice(string.Join(", ", duplicates)));
    }

    private static Text Describe((ObservedAddress Address, Text? Why)[] shown)
    {
        Text[] usable = [.. shown.Where(one => one.Why is null).Select(one => Text.Same(one.Address.Address.ToString()))];
        Text[] others = [.. shown.Where(one => one.Why is not null)
            .Select(one => new Text($"{one.Address.Address} ({one.Why!.English})", $"{one.Address.Address}（{one.Why.Chinese}）"))];
        var (good, rest) = (TextList.Words(usable), TextList.Words(others));
        return (usable.Length, others.Length) switch
        {
            (0, 0) => new Text("it has no address", "没有地址"),
            (_, 0) => new Text($"can be published: {good.English}", $"可以发布：{good.Chinese}"),
            (0, _) => new Text($"nothing that can be published: {rest.English}", $"没有可以发布的地址：{rest.Chinese}"),
            _ => new Text($"can be published: {good.English}; passed over: {rest.English}", $"可以发布：{good.Chinese}；不选用：{rest.Chinese}"),
        };
    }

    private static Text? Shortcoming(ObservedAddress address, InterfaceFacts facts) =>
        facts.Policy(address).Refuse(address.Address) is not null ? SpecialUse.Find(address.Address)?.Name
        : address.Has(AddressFlags.Duplicate) ? new Text("another host on the link has it too", "链路上另有主机使用")
        : address.Has(AddressFlags.Tentative) ? new Text("still being checked for duplicates", "重复地址检测中")
        : address.IsDeprecated ? new Text("deprecated", "已弃用")
        : address.Has(AddressFlags.Temporary) ? new Text("temporary", "临时地址")
        : null;

    private static Text Twice(string addresses) => new(
        $"{addresses}: two hosts have the same address, so neither works; give one of them another (an address set by hand twice, or a cloned virtual machine)",
        $"{addresses}：两台主机使用了同一地址，都无法正常工作；请更换其中一台的地址（常见原因：手工配置重复，或克隆的虚拟机）");
}
