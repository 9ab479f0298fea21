using System.Globalization;
using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud.Cns;

/// <summary>One checked call of CNS v2; every parameter is text.</summary>
internal sealed record CnsContext(SandboxWorld World, SandboxAccount Account, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The account's zones, oldest first.</summary>
    public IEnumerable<SandboxZone> Zones =>
        World.Zones.Where(zone => zone.Provider == SandboxProvider.Tencent && zone.Account == Account.Owner);

    /// <summary>A text; null when it was left out or empty.</summary>
    public string? Text(string name) => Parameters.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>A text that must be there.</summary>
    /// <exception cref="TencentError">It is missing.</exception>
    public string Required(string name) => Text(name) ?? throw TencentError.Missing(name);

    /// <summary>A whole number; null when it was left out.</summary>
    /// <exception cref="TencentError">It is none.</exception>
    public int? Number(string name) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw TencentError.BadValue(name);

    /// <summary>The zone that <c>domain</c> names.</summary>
    /// <exception cref="TencentError">There is none, or it is another's: the vendor tells both alike.</exception>
    public SandboxZone Zone() =>
        DomainName.TryParse(Required("domain"), out var name)
        && World.FindZone(name) is { Provider: SandboxProvider.Tencent } zone && zone.Account == Account.Owner
            ? zone
            : throw TencentError.Of("OperationDenied.NoPermissionToOperateDomain");
}
