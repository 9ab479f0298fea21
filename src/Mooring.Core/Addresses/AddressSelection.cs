using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>The setting <c>select</c>: which IPv6 address of an interface is meant.</summary>
public enum AddressKind
{
    /// <summary>One that stays while the prefix stays. The default.</summary>
    Stable,

    /// <summary>The current temporary privacy address.</summary>
    Temporary,

    /// <summary>A stable one, else a temporary one.</summary>
    Any,
}

/// <summary>The words of <c>select:</c>.</summary>
public static class AddressKindWords
{
    /// <summary>Every word, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = ["stable", "temporary", "any"];

    /// <summary>Reads one word; the error names those that exist.</summary>
    public static bool TryParse(string word, out AddressKind kind, [NotNullWhen(false)] out Text? why)
    {
        var index = All.ToList().IndexOf(word);
        kind = index < 0 ? AddressKind.Stable : (AddressKind)index;
        var known = string.Join(", ", All);
        why = index < 0 ? new Text($"'{word}' is none of {known}", $"“{word}”不在可选值之内：{known}") : null;
        return why is null;
    }
}

/// <summary>What was chosen among an interface's addresses.</summary>
/// <param name="Chosen">The address, or null when none fits.</param>
/// <param name="Why">Why none fits; null when one was chosen.</param>
/// <param name="Refused">Every other address of the family and why it was passed over, in byte order.</param>
public sealed record SelectedAddress(ObservedAddress? Chosen, Text? Why, IReadOnlyList<RefusedAddress> Refused);

/// <summary>Chooses one of an interface's addresses by what it is, never by its place in the list.</summary>
/// <remarks>
/// Refused: special-use ranges that are not allowed, addresses whose duplicate detection is under way or failed, deprecated
/// ones (the prefix of yesterday), and the kind that was not asked for. Of those left the first wins in this order: public
/// before allowed special-use; set by hand; preferred lifetime not below half of the longest (the fresh prefix, where a router
/// forgot to take back the old one); an ordinary prefix before a /128 of DHCPv6, whose last bits follow the server's leases;
/// the smaller address. Of temporary addresses the one with the longest preferred lifetime, which is the newest.
/// </remarks>
public static class AddressSelection
{
    /// <summary>Chooses among the addresses of one interface; <paramref name="kind"/> concerns IPv6 only.</summary>
    public static SelectedAddress Choose(IEnumerable<ObservedAddress> observed, AddressPolicy policy, AddressKind kind)
    {
        var seen = observed.Where(one => one.Address.Family() == policy.Family)
            .DistinctBy(one => one.Address)
            .OrderBy(one => one.Address, ByteOrder.Instance)
            .ToArray();
        var fits = seen.Where(one => Refuse(one, policy, kind) is null).ToArray();
        var chosen = Best(fits);

        var refused = seen.Where(one => one != chosen)
            .Select(one => new RefusedAddress(one.Address.ToString(), Refuse(one, policy, kind) ?? PassedOver(chosen!)))
            .ToArray();
        return new SelectedAddress(chosen, chosen is null ? Nothing(seen, policy, kind) : null, refused);
    }

    private static Text? Refuse(ObservedAddress one, AddressPolicy policy, AddressKind kind) =>
        policy.Refuse(one.Address) ?? RefuseState(one) ?? (policy.Family == IpFamily.IPv6 ? RefuseKind(one, kind) : null);

    private static Text? RefuseState(ObservedAddress one) =>
        one.Has(AddressFlags.Duplicate)
            ? new Text("another host on this link has the same address (duplicate address detection failed)", "链路上已有其他主机使用该地址（重复地址检测失败）")
        : one.Has(AddressFlags.Tentative)
            ? new Text("duplicate address detection is still under way; it can be used in a moment", "重复地址检测尚未完成，稍后即可使用")
        : one.IsDeprecated
            ? new Text("deprecated: its preferred lifetime is over, as with an old prefix", "已弃用：首选生存期已过，通常属于旧前缀")
        : null;

    private static Text? RefuseKind(ObservedAddress one, AddressKind kind) => (kind, one.Has(AddressFlags.Temporary)) switch
    {
        (AddressKind.Stable, true) => new Text(
            "a temporary privacy address; `select: temporary` or `select: any` takes it",
            "临时隐私地址；可用 `select: temporary` 或 `select: any` 选用"),
        (AddressKind.Temporary, false) => new Text(
            "not a temporary address; `select: stable` takes it",
            "不是临时地址；可用 `select: stable` 选用"),
        _ => null,
    };

    private static ObservedAddress? Best(IReadOnlyList<ObservedAddress> fits)
    {
        var longest = fits.Max(one => one.PreferredLifetime);
        return fits
            .OrderBy(one => SpecialUse.Find(one.Address) is not null)
            .ThenBy(one => one.Has(AddressFlags.Temporary))
            .ThenBy(one => !one.Has(AddressFlags.Permanent))
            .ThenByDescending(one => one.Has(AddressFlags.Temporary) ? one.PreferredLifetime ?? TimeSpan.Zero : TimeSpan.Zero)
            .ThenBy(one => one.PreferredLifetime < longest / 2)
            .ThenBy(one => one.PrefixLength == 128)
            .ThenBy(one => one.Address, ByteOrder.Instance)
            .FirstOrDefault();
    }

    private static Text PassedOver(ObservedAddress chosen) =>
        new($"{chosen.Address} comes before it", $"{chosen.Address} 优先于它");

    private static Text Nothing(IReadOnlyList<ObservedAddress> seen, AddressPolicy policy, AddressKind kind)
    {
        var family = policy.Family.ToString();
        if (seen.Count == 0)
        {
            return new Text($"no {family} address", $"没有 {family} 地址");
        }

        if (kind == AddressKind.Temporary && policy.Family == IpFamily.IPv6 && seen.All(one => one.Flags is null))
        {
            return new Text(
                "this system does not tell which addresses are temporary; use `select: stable`",
                "本系统不提供哪些地址是临时地址的信息；请使用 `select: stable`");
        }

        return seen.All(one => policy.Refuse(one.Address) is not null)
            ? new Text($"no global {family} address", $"没有全局 {family} 地址")
            : new Text($"no {family} address that can be used", $"没有可用的 {family} 地址");
    }

    /// <summary>Addresses of one family as unsigned numbers.</summary>
    private sealed class ByteOrder : IComparer<IPAddress>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(IPAddress? x, IPAddress? y) =>
            (x?.GetAddressBytes() ?? []).AsSpan().SequenceCompareTo(y?.GetAddressBytes() ?? []);
    }
}
